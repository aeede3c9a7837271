package dev.maxstorage.warehouse;

import dev.maxstorage.types.TimeUnits;
import dev.maxstorage.warehouse.engine.Snapshot;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.wire.IncrementalReadOptions;

/**
 * A read session: a snapshot of a table and how it is cut.
 *
 * @param table as it was when the session was created
 * @param projection what {@code TableRead} delivers
 * @param recordCount as answered
 * @param incremental as answered
 * @param progress what answers say of the session's state
 * @param snapshot closed when the session ends; reads that run go on
 */
record ReadSession(
    String id,
    TableDescription table,
    Projection projection,
    Splits splits,
    TimeUnits units,
    long recordCount,
    IncrementalReadOptions incremental,
    ReadSessionProgress progress,
    Snapshot snapshot) {}
