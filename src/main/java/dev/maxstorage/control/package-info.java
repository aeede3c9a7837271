/**
 * The control plane: projects, schemas, tables, partitions and SQL jobs.
 *
 * <p>What enters: names, specs, SQL text with settings. What leaves: descriptions as records, pages of
 * names, finished jobs. Start reading at {@link dev.maxstorage.control.ControlClient}.
 *
 * <p>Internal: not for applications. Every fact of the wire is from the control-plane document,
 * chapters 6 to 11.
 */
@NullMarked
package dev.maxstorage.control;

import org.jspecify.annotations.NullMarked;
