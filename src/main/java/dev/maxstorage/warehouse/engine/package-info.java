/**
 * The embedded warehouse's storage and SQL engine: catalog, rows in, rows out, blobs and SQL jobs
 * on DuckDB.
 *
 * <p>What enters: table names, Arrow batches, SQL text. What leaves: table descriptions, Arrow
 * batches in the wire's canonical form, blob files, job results. Start reading at {@link
 * dev.maxstorage.warehouse.engine.Engine}.
 *
 * <p>Imports only room types. The one door to DuckDB and to Arrow's C data bridge.
 */
@NullMarked
package dev.maxstorage.warehouse.engine;

import org.jspecify.annotations.NullMarked;
