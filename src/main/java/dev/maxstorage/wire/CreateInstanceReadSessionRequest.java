package dev.maxstorage.wire;

/**
 * Body of {@code InstanceCreateReadSession}. Source: Storage API document, 5.1.
 *
 * @param enableLimit whether the result may be cut at the project's limit
 */
public record CreateInstanceReadSessionRequest(boolean enableLimit) {}
