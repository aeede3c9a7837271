package dev.maxstorage.jdbc;

import dev.maxstorage.control.TableDescription;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.TypeMapping;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@link DatabaseMetaData#getColumns}. */
final class ColumnRows {
  private ColumnRows() {}

  /** Adds the columns of a table that a pattern fits. */
  static void add(
      List<List<@Nullable Object>> rows, TableDescription table, NamePattern columnPattern) {
    List<Column> columns = table.allColumns();
    for (int i = 0; i < columns.size(); i++) {
      if (columnPattern.matches(columns.get(i).name())) {
        rows.add(row(table, columns.get(i), i));
      }
    }
  }

  private static List<@Nullable Object> row(TableDescription table, Column column, int position) {
    TypeMapping type = TypeMapping.of(column.type());
    boolean text = type.sqlType() == Types.VARCHAR || type.sqlType() == Types.CHAR;
    return new ArrayList<>(
        Arrays.asList(
            table.table().project(),
            table.table().schema(),
            table.table().table(),
            column.name(),
            type.sqlType(),
            type.typeName(),
            type.precision(),
            null,
            digits(type),
            type.radix() > 0 ? type.radix() : null,
            column.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
            column.comment(),
            table.defaults().get(column.name()),
            null,
            null,
            text ? octets(type.precision()) : null,
            position + 1,
            yesOrNo(column.nullable()),
            null,
            null,
            null,
            null,
            "NO",
            yesOrNo(table.generated().containsKey(column.name())),
            yesOrNo(table.isPartitionColumn(position))));
  }

  private static String yesOrNo(boolean yes) {
    return yes ? "YES" : "NO";
  }

  /** Digits after the point of a number, fraction digits of a time; null for other types. */
  static @Nullable Integer digits(TypeMapping type) {
    return type.radix() > 0 || type.sqlType() == Types.TIMESTAMP ? type.scale() : null;
  }

  /** Most bytes of a text: UTF-8 takes up to four a character, and a field has a limit. */
  private static int octets(int characters) {
    return (int) Math.min(4L * characters, TypeMapping.MAX_FIELD_BYTES);
  }
}
