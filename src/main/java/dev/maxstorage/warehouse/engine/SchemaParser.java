package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.TranslatedStatement.CreateSchema;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropSchema;
import java.util.List;

/** Reads CREATE SCHEMA and DROP SCHEMA, after the word SCHEMA. */
record SchemaParser(TokenReader reader, NameScope scope) {

  /** A schema's full name. */
  private record Name(String project, String schema) {}

  /** {@code [IF NOT EXISTS] [project.]schema [COMMENT 'text']}. */
  CreateSchema create() {
    boolean ifNotExists = reader.takeWords("if", "not", "exists");
    Name name = name();
    String comment = reader.takeWords("comment") ? reader.expectString() : "";
    return new CreateSchema(name.project(), name.schema(), ifNotExists, comment);
  }

  /** {@code [IF EXISTS] [project.]schema [RESTRICT]}; what is not empty is never dropped. */
  DropSchema drop() {
    boolean ifExists = reader.takeWords("if", "exists");
    Name name = name();
    if (reader.peek().isWord("cascade")) {
      throw reader.faults().unsupported(reader.peek().offset(), "DROP SCHEMA CASCADE");
    }
    reader.takeWords("restrict");
    return new DropSchema(name.project(), name.schema(), ifExists);
  }

  private Name name() {
    int offset = reader.peek().offset();
    List<String> parts = reader.expectQualifiedName();
    if (parts.size() > 2) {
      throw reader
          .faults()
          .syntax(
              offset,
              "schema name " + String.join(".", parts) + " has more parts than project and schema");
    }
    return parts.size() == 1
        ? new Name(scope.project(), parts.get(0))
        : new Name(parts.get(0), parts.get(1));
  }
}
