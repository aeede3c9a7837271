package dev.maxstorage.wire;

/**
 * The object of a Storage API request, the query parameter {@code Target}.
 *
 * <p>Source: Storage API document, 1.3.
 */
public sealed interface Target {

  /** The schema of a table that names none. */
  String DEFAULT_SCHEMA = "default";

  /** The text of the query parameter; tables always in the long form, with schema. */
  String text();

  /** The blob store, the target of {@code BlobRead}. */
  enum BlobStore implements Target {
    INSTANCE;

    @Override
    public String text() {
      return "generic.blob";
    }
  }

  /** A table: project, schema and name, as spelled by the caller. */
  record Table(String project, String schema, String table) implements Target {
    @Override
    public String text() {
      return "projects." + project + ".schemas." + schema + ".tables." + table;
    }
  }

  /** A SQL instance of a project. */
  record Instance(String project, String instanceId) implements Target {
    @Override
    public String text() {
      return "projects." + project + ".instances." + instanceId;
    }
  }

  /**
   * Reads a target; tables with and without a schema.
   *
   * @throws IllegalArgumentException if the text is none of the known forms
   */
  static Target parse(String text) {
    if (text.equals(BlobStore.INSTANCE.text())) {
      return BlobStore.INSTANCE;
    }
    String prefix = "projects.";
    if (text.startsWith(prefix)) {
      int instances = text.indexOf(".instances.");
      int tables = text.indexOf(".tables.");
      int schemas = text.indexOf(".schemas.");
      if (tables > 0 && schemas > 0 && schemas < tables) {
        return new Table(
            text.substring(prefix.length(), schemas),
            text.substring(schemas + ".schemas.".length(), tables),
            text.substring(tables + ".tables.".length()));
      }
      if (tables > 0) {
        return new Table(
            text.substring(prefix.length(), tables),
            DEFAULT_SCHEMA,
            text.substring(tables + ".tables.".length()));
      }
      if (instances > 0) {
        return new Instance(
            text.substring(prefix.length(), instances),
            text.substring(instances + ".instances.".length()));
      }
    }
    throw new IllegalArgumentException(
        "Target '"
            + text
            + "' is none of projects.P.schemas.S.tables.T, projects.P.tables.T,"
            + " projects.P.instances.I, generic.blob");
  }
}
