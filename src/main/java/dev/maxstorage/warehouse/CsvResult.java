package dev.maxstorage.warehouse;

import dev.maxstorage.types.ColumnAccessor;
import dev.maxstorage.types.ColumnAccessors;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.TimeUnits;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.JobResult;
import dev.maxstorage.warehouse.engine.ReadRange;
import dev.maxstorage.warehouse.engine.RowStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;

/**
 * A query's result as the text of {@code ?result}: header line, texts in quotes, NULL as {@code
 * \N}, at most 10,000 rows. Source: control-plane document, 11.5.
 */
final class CsvResult {
  private static final int MOST_ROWS = 10_000;
  private static final int BATCH_ROWS = 1024;

  private CsvResult() {}

  /**
   * The text, with a line feed after each line.
   *
   * @param zone in which instants are shown
   */
  static String text(Engine engine, JobResult.Rows result, ZoneId zone) {
    StringBuilder csv = new StringBuilder();
    csv.append(
            result.columns().stream()
                .map(column -> quoted(column.name()))
                .collect(Collectors.joining(",")))
        .append('\n');
    long count = Math.min(result.rows(), MOST_ROWS);
    ReadRange range = new ReadRange(0, count, BATCH_ROWS, null, TimeUnits.DEFAULT);
    try (RowStream rows = engine.readResult(result.resultId(), range)) {
      List<ColumnAccessor> accessors = new ArrayList<>();
      while (rows.next()) {
        if (accessors.isEmpty()) {
          List<FieldVector> vectors = rows.root().getFieldVectors();
          for (int i = 0; i < vectors.size(); i++) {
            accessors.add(
                ColumnAccessors.bind(vectors.get(i), result.columns().get(i).type(), zone));
          }
        }
        for (int row = 0; row < rows.root().getRowCount(); row++) {
          append(csv, accessors, row);
        }
      }
    }
    return csv.toString();
  }

  private static void append(StringBuilder csv, List<ColumnAccessor> accessors, int row) {
    for (int i = 0; i < accessors.size(); i++) {
      ColumnAccessor accessor = accessors.get(i);
      csv.append(i == 0 ? "" : ",");
      if (accessor.isNull(row)) {
        csv.append("\\N");
      } else if (isBare(accessor.type())) {
        csv.append(accessor.getString(row));
      } else {
        csv.append(quoted(accessor.getString(row)));
      }
    }
    csv.append('\n');
  }

  private static boolean isBare(OdpsType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL, BOOLEAN -> true;
      default -> false;
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
