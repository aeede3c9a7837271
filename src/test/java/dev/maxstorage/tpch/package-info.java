/** The TPC-H queries in MaxCompute's SQL, run as SQL jobs through JDBC and compared with H2. */
@NullMarked
package dev.maxstorage.tpch;

import org.jspecify.annotations.NullMarked;
