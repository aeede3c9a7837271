package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.H2;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and types of the columns of metadata's result sets, beside those of H2. */
class MetadataSecondOpinionTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection ours;
  private static Connection h2;

  @BeforeAll
  static void open() throws SQLException {
    ours = DATABASE.connect();
    h2 = H2.connect();
  }

  @AfterAll
  static void close() throws SQLException {
    ours.close();
    h2.close();
  }

  private interface Question {
    ResultSet ask(DatabaseMetaData metadata) throws SQLException;
  }

  private record Case(String name, Question question) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("getCatalogs", metadata -> metadata.getCatalogs()),
        new Case("getSchemas", metadata -> metadata.getSchemas()),
        new Case("getTableTypes", metadata -> metadata.getTableTypes()),
        new Case("getTables", metadata -> metadata.getTables(null, null, "t", null)),
        new Case("getColumns", metadata -> metadata.getColumns(null, null, "t", null)),
        new Case("getTypeInfo", metadata -> metadata.getTypeInfo()),
        new Case("getProcedures", metadata -> metadata.getProcedures(null, null, "p")),
        new Case(
            "getProcedureColumns", metadata -> metadata.getProcedureColumns(null, null, "p", "c")),
        new Case(
            "getColumnPrivileges", metadata -> metadata.getColumnPrivileges(null, null, "t", "c")),
        new Case("getTablePrivileges", metadata -> metadata.getTablePrivileges(null, null, "t")),
        new Case(
            "getBestRowIdentifier",
            metadata -> metadata.getBestRowIdentifier(null, null, "t", 0, true)),
        new Case("getVersionColumns", metadata -> metadata.getVersionColumns(null, null, "t")),
        new Case("getPrimaryKeys", metadata -> metadata.getPrimaryKeys(null, null, "t")),
        new Case("getImportedKeys", metadata -> metadata.getImportedKeys(null, null, "t")),
        new Case("getExportedKeys", metadata -> metadata.getExportedKeys(null, null, "t")),
        new Case(
            "getCrossReference",
            metadata -> metadata.getCrossReference(null, null, "t", null, null, "u")),
        new Case("getIndexInfo", metadata -> metadata.getIndexInfo(null, null, "t", true, true)),
        new Case("getUDTs", metadata -> metadata.getUDTs(null, null, "t", null)),
        new Case("getSuperTypes", metadata -> metadata.getSuperTypes(null, null, "t")),
        new Case("getSuperTables", metadata -> metadata.getSuperTables(null, null, "t")),
        new Case("getAttributes", metadata -> metadata.getAttributes(null, null, "t", "a")),
        new Case("getPseudoColumns", metadata -> metadata.getPseudoColumns(null, null, "t", "c")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void columnsAreThoseOfH2(Case asked) throws SQLException {
    try (ResultSet mine = asked.question().ask(ours.getMetaData());
        ResultSet theirs = asked.question().ask(h2.getMetaData())) {
      List<String> wanted = columns(theirs.getMetaData());
      List<String> got = columns(mine.getMetaData());
      assertThat(got).startsWith(wanted.toArray(String[]::new));
    }
  }

  private static final Map<Integer, String> FAMILIES =
      Map.of(
          Types.CHAR, "text",
          Types.VARCHAR, "text",
          Types.LONGVARCHAR, "text",
          Types.SMALLINT, "short",
          Types.INTEGER, "int",
          Types.BIGINT, "long",
          Types.BOOLEAN, "boolean",
          Types.BIT, "boolean",
          Types.NULL, "text");

  private static List<String> columns(ResultSetMetaData metadata) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(
          metadata.getColumnLabel(i)
              + " "
              + FAMILIES.getOrDefault(
                  metadata.getColumnType(i), String.valueOf(metadata.getColumnType(i))));
    }
    return columns;
  }
}
