/**
 * The embedded warehouse: a server in this JVM that speaks the Storage API, v2 and v3, and the part
 * of MaxCompute's control plane that clients need.
 *
 * <p>What enters: HTTP requests, signed. What leaves: JSON, XML, Arrow streams and blobs. Start
 * reading at {@link dev.maxstorage.warehouse.WarehouseServer}, which a program starts, and at
 * {@code RequestPipeline}, which every request passes. Storage and SQL are the room {@code engine}.
 *
 * <p>Imports the rooms warehouse.engine, wire and types. Together with transport the door to
 * httpcore.
 */
@NullMarked
package dev.maxstorage.warehouse;

import org.jspecify.annotations.NullMarked;
