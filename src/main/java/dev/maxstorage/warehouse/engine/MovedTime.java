package dev.maxstorage.warehouse.engine;

/** Writes a date or time moved by an interval; it keeps its type. */
final class MovedTime {
  private MovedTime() {}

  /**
   * The moved time.
   *
   * @param interval a DuckDB interval
   * @param unit of the interval: year, month, day, hour, minute or second
   */
  static SqlValue of(SqlValue moved, String interval, String unit) {
    SqlValue time = Conversions.time(moved);
    String sql =
        switch (time.type().kind()) {
          case DATE -> {
            if (unit.equals("hour") || unit.equals("minute") || unit.equals("second")) {
              throw new SqlTypeException("a date cannot be moved by " + unit + "s");
            }
            yield "CAST(" + time.sql() + " + " + interval + " AS DATE)";
          }
          case DATETIME -> "(" + time.sql() + " + " + interval + ")";
          case TIMESTAMP -> "odps_moved_timestamp(" + time.sql() + ", " + interval + ")";
          default -> "odps_moved_ntz(" + time.sql() + ", " + interval + ")";
        };
    return SqlValue.of(sql, time.type());
  }
}
