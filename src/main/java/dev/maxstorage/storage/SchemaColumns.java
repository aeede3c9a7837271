package dev.maxstorage.storage;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import dev.maxstorage.wire.ReadSchema;
import dev.maxstorage.wire.TypeCode;
import dev.maxstorage.wire.WriteSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Columns from the two schema dialects. Source: Storage API document, chapter 8. */
final class SchemaColumns {
  private static final System.Logger LOG = System.getLogger(SchemaColumns.class.getName());

  private SchemaColumns() {}

  /** The columns that a table read delivers: data columns, then partition columns. */
  static List<Column> of(ReadSchema schema) throws IOException {
    List<Column> columns = new ArrayList<>();
    for (ReadSchema.ReadColumn column : schema.dataColumns()) {
      columns.add(column(column));
    }
    for (ReadSchema.ReadColumn column : schema.partitionColumns()) {
      columns.add(column(column));
    }
    return List.copyOf(columns);
  }

  private static Column column(ReadSchema.ReadColumn column) throws IOException {
    return column(column.name(), column.type(), column.nullable(), column.comment());
  }

  /** The columns that an Arrow body has: partition columns to be filled are data columns here. */
  static List<Column> of(WriteSchema schema) throws IOException {
    List<Column> columns = new ArrayList<>();
    for (WriteSchema.WriteColumn column : schema.dataColumns()) {
      WriteSchema.TypeNode node = column.columnType();
      if (TypeCode.ofCode(node.type()) == null) {
        LOG.log(
            System.Logger.Level.WARNING,
            () ->
                "Column '"
                    + node.memberName()
                    + "' has the unknown type code "
                    + node.type()
                    + "; it is taken for a string");
      }
      columns.add(column(node.memberName(), typeText(node), node.nullable(), column.comment()));
    }
    return List.copyOf(columns);
  }

  private static String typeText(WriteSchema.TypeNode node) throws IOException {
    try {
      return TypeCode.text(node);
    } catch (IllegalArgumentException e) {
      throw new IOException("The server's schema is not usable: " + e.getMessage(), e);
    }
  }

  private static Column column(String name, String type, boolean nullable, String comment)
      throws IOException {
    try {
      return new Column(name, OdpsTypeParser.parse(type), nullable, comment);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "Column '" + name + "' has the type '" + type + "', which is not supported", e);
    }
  }
}
