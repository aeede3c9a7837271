package dev.maxstorage.blob;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a blob besides its bytes.
 *
 * @param length bytes
 * @param mimeType or null if none was given
 * @param fileName or null if none was given, or before version 3 of the Storage API
 */
public record BlobHead(long length, @Nullable String mimeType, @Nullable String fileName) {}
