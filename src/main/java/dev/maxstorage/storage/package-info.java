/**
 * Tables and query results as Arrow batches, read and written through the Storage API.
 *
 * <p>What enters: targets, options, an allocator, batches to write. What leaves: sessions, streams
 * of bytes, batches. Start reading at {@link dev.maxstorage.storage.StorageClient}; reading goes
 * {@link dev.maxstorage.storage.ReadSession}, {@link dev.maxstorage.storage.Split}, {@link
 * dev.maxstorage.storage.SplitBatches}; writing goes {@link dev.maxstorage.storage.WriteSession},
 * {@link dev.maxstorage.storage.WriteStream}, {@link dev.maxstorage.storage.ArrowBatchWriter}.
 *
 * <p>Public. Every fact of the wire is from the Storage API document.
 */
@NullMarked
package dev.maxstorage.storage;

import org.jspecify.annotations.NullMarked;
