package dev.maxstorage.jdbc;

/** Name and version of the driver, as metadata and requests show them. */
final class DriverVersion {
  static final String NAME = "MaxStorage JDBC";
  static final int MAJOR = 0;
  static final int MINOR = 1;
  static final String TEXT = MAJOR + "." + MINOR + ".0";

  /** The product string of requests. */
  static final String USER_AGENT = "maxstorage-jdbc/" + TEXT;

  private DriverVersion() {}
}
