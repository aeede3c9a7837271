package dev.maxstorage.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code INSERT INTO|OVERWRITE [TABLE] table [PARTITION (..)] [(columns)] VALUES (..), ..}
 * with literals and parameters as values, and nothing else.
 */
final class InsertParser {
  private final TokenCursor cursor;

  private InsertParser(TokenCursor cursor) {
    this.cursor = cursor;
  }

  static InsertPlan parse(
      List<Token> tokens, Map<String, String> settings, int parameterCount, String text)
      throws NotRecognizedException {
    return new InsertParser(new TokenCursor(tokens)).statement(settings, parameterCount, text);
  }

  private InsertPlan statement(Map<String, String> settings, int parameterCount, String text)
      throws NotRecognizedException {
    cursor.expectWord("INSERT");
    InsertMode mode = mode();
    cursor.acceptWord("TABLE");
    TableName table = Names.table(cursor);
    List<PartitionValue> partition = cursor.acceptWord("PARTITION") ? partition() : List.of();
    List<String> columns = cursor.acceptSymbol("(") ? columns() : List.of();
    cursor.expectWord("VALUES");
    List<List<Operand>> rows = new ArrayList<>();
    do {
      rows.add(row());
      if (rows.get(rows.size() - 1).size() != rows.get(0).size()) {
        throw new NotRecognizedException("its rows have different numbers of values");
      }
    } while (cursor.acceptSymbol(","));
    cursor.expectEnd();
    return new InsertPlan(table, mode, partition, columns, rows, settings, parameterCount, text);
  }

  private InsertMode mode() throws NotRecognizedException {
    if (cursor.acceptWord("OVERWRITE")) {
      return InsertMode.OVERWRITE;
    }
    cursor.expectWord("INTO");
    return InsertMode.INTO;
  }

  private List<PartitionValue> partition() throws NotRecognizedException {
    cursor.expectSymbol("(");
    List<PartitionValue> values = new ArrayList<>();
    do {
      String name = Names.read(cursor);
      Operand value = cursor.acceptSymbol("=") ? operand() : null;
      values.add(new PartitionValue(name, value));
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return values;
  }

  private List<String> columns() throws NotRecognizedException {
    List<String> columns = new ArrayList<>();
    do {
      columns.add(Names.read(cursor));
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return columns;
  }

  private List<Operand> row() throws NotRecognizedException {
    cursor.expectSymbol("(");
    List<Operand> row = new ArrayList<>();
    do {
      row.add(operand());
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return row;
  }

  private Operand operand() throws NotRecognizedException {
    if (!Operands.startsAt(cursor)) {
      throw Obstacle.at(cursor);
    }
    return Operands.read(cursor);
  }
}
