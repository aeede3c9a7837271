package dev.maxstorage.control;

/**
 * A user-defined function as a list shows it.
 *
 * @param className the class that is it, empty if it is not told
 */
public record FunctionSummary(String name, String className) {}
