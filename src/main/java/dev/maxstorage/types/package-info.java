/**
 * MaxCompute types, and the way between them, Arrow vectors and JDBC.
 *
 * <p>What enters: type text of the wire, Arrow vectors, Java values. What leaves: {@link
 * dev.maxstorage.types.OdpsType}s, Arrow fields, checked Java values. Start reading at {@link
 * dev.maxstorage.types.OdpsType}, then {@code TypeMapping}, the one table of types.
 *
 * <p>Imports nothing of ours. The one door to flight-sql-jdbc-core and Avatica.
 */
@NullMarked
package dev.maxstorage.types;

import org.jspecify.annotations.NullMarked;
