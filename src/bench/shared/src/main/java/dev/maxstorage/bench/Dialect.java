package dev.maxstorage.bench;

/** The type names of a database, for the tables of the benchmarks. */
public enum Dialect {
  /** MaxCompute's names. */
  MAXSTORAGE("string", "double", "timestamp_ntz", "blob"),
  /** The names that DuckDB, H2 and PostgreSQL all know. */
  STANDARD("varchar", "double precision", "timestamp", "bytea");

  final String text;
  final String real;
  final String dateTime;
  final String blob;

  Dialect(String text, String real, String dateTime, String blob) {
    this.text = text;
    this.real = real;
    this.dateTime = dateTime;
    this.blob = blob;
  }
}
