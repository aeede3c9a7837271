/**
 * The control plane: projects, schemas, tables, partitions and SQL jobs.
 *
 * <p>What enters: names and SQL text. What leaves: table descriptions with typed columns, and jobs
 * that can be waited for. Start reading at {@link dev.maxstorage.control.Tables} and {@link
 * dev.maxstorage.control.SqlJobs}.
 *
 * <p>Source of every fact: the control-plane document.
 */
@NullMarked
package dev.maxstorage.control;

import org.jspecify.annotations.NullMarked;
