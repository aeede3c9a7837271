/**
 * Blobs by reference: uploaded as streams, read as streams, checked on the way.
 *
 * <p>What enters: the bytes of a BLOB cell, which are a reference; payloads to upload. What leaves:
 * payload streams with their MIME types; references for cells. Start reading at {@link
 * dev.maxstorage.blob.BlobClient}.
 *
 * <p>Public. Every fact of the wire is from chapter 9 of the Storage API document.
 */
@NullMarked
package dev.maxstorage.blob;

import org.jspecify.annotations.NullMarked;
