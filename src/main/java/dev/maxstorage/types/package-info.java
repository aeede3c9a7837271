/**
 * MaxCompute types, and the way between them, Arrow vectors and JDBC.
 *
 * <p>What enters: type text of the wire, Arrow vectors, Java values. What leaves: {@link
 * dev.maxstorage.types.OdpsType}s, Arrow fields, checked Java values. Start reading at {@link
 * dev.maxstorage.types.OdpsType}, then {@link dev.maxstorage.types.TypeMapping}, the one table of
 * types, then {@link dev.maxstorage.types.ColumnAccessors} and {@link
 * dev.maxstorage.types.ColumnSetters}. What does not fit is a {@link
 * dev.maxstorage.types.ConversionException}. Imports nothing of ours.
 *
 * <h2>Conversions</h2>
 *
 * <ul>
 *   <li>Integers and decimals are exact or refused, also those read from FLOAT, DOUBLE and text:
 *       1.5 has no {@code getInt}. A FLOAT or DOUBLE as decimal is the number that its text shows.
 *       To {@code float} and {@code double} numbers are rounded. As boolean a number is 0 or 1.
 *   <li>DATETIME and TIMESTAMP are instants: {@code getTimestamp} gives the instant, texts and
 *       fields are those of the zone bound. TIMESTAMP_NTZ is a wall clock. DATETIME is written in
 *       milliseconds, what is below is cut off toward the past. Years are 1 to 9999.
 *   <li>The classes of java.sql show dates in the JVM's default zone and in a calendar that is
 *       Julian before 1582-10-15; fields are carried over one by one, so year 1 stays year 1. Days
 *       and hours that this calendar lacks are exact as java.time classes only.
 *   <li>Texts: {@code 2026-01-31}; {@code 2026-01-31 12:00:00.5} with a fraction only where there
 *       is one; intervals {@code 1 02:03:04.5} and {@code 1-2}; BINARY in hexadecimal; decimals
 *       without exponent; ARRAY, MAP and STRUCT as JSON.
 * </ul>
 *
 * <h2>Nested types and flight-sql-jdbc-core</h2>
 *
 * <p>ARRAY, MAP and STRUCT are our own, {@link dev.maxstorage.types.SqlArray} and {@link
 * dev.maxstorage.types.SqlStruct}: copies whose elements are what a column of the element type
 * gives. The accessors of flight-sql-jdbc-core 18.3.0, tried on Arrow 19 vectors, give Arrow's own
 * objects as elements (a date as 20484, {@code Text} for a string, LocalDateTime for an instant,
 * {sec, nano} as a map), read from the vector that the next batch overwrites, count array indexes
 * from 0 and name every struct ROW; lists and maps as objects need jackson-datatype-jsr310, base
 * types of timestamps need Guava, {@code getResultSet} needs protobuf. They are right about
 * lengths, nulls and plain numbers, and there the tests take them as a second opinion.
 */
@NullMarked
package dev.maxstorage.types;

import org.jspecify.annotations.NullMarked;
