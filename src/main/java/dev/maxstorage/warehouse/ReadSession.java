package dev.maxstorage.warehouse;

import dev.maxstorage.types.TimeUnits;
import dev.maxstorage.warehouse.engine.Snapshot;
import dev.maxstorage.warehouse.engine.TableDescription;

/**
 * A read session: a snapshot of a table and how it is cut.
 *
 * @param table as it was when the session was created
 * @param projection what {@code TableRead} delivers
 * @param snapshot closed when the session ends; reads that run go on
 */
record ReadSession(
    String id,
    TableDescription table,
    Projection projection,
    Splits splits,
    TimeUnits units,
    Snapshot snapshot) {}
