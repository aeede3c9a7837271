package dev.maxstorage.control;

/** A schema of a project, as lists show it; the owner may be empty. */
public record SchemaSummary(String name, String owner) {
  /** The only schema of a project without schemas. Control-plane document, 7.3. */
  public static final String DEFAULT = "default";
}
