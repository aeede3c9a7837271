package dev.maxstorage.wire;

/** Answer of actions that say nothing but, perhaps, a warning. */
public record WarningResponse(String warningMessage) {}
