package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tools ask before their first query. */
class MetadataTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection connection;
  private static DatabaseMetaData metadata;

  @BeforeAll
  static void fill() throws SQLException {
    connection = DATABASE.connect();
    metadata = connection.getMetaData();
    EmbeddedDatabase.run(
        connection,
        "create table order_items (id bigint not null comment 'the key', price decimal(10,2),"
            + " name varchar(20), body string, at timestamp, tags array<string>,"
            + " attr map<string,bigint>, part struct<a:int,b:string>, pic blob)"
            + " comment 'items of orders' partitioned by (day string comment 'of the order')",
        "create table orderxitems (id bigint)",
        "create table orders (id bigint)");
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  private static List<Map<String, Object>> rows(ResultSet result) throws SQLException {
    try (result) {
      List<Map<String, Object>> rows = new ArrayList<>();
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnLabel(i), result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static List<Object> values(ResultSet result, String column) throws SQLException {
    return rows(result).stream().map(row -> row.get(column)).toList();
  }

  // Tables.

  @Test
  void tablesAreListedByTypeAndName() throws SQLException {
    List<Map<String, Object>> rows = rows(metadata.getTables(null, null, "%", null));
    assertThat(rows)
        .extracting(row -> row.get("TABLE_TYPE") + " " + row.get("TABLE_NAME"))
        .containsExactly("TABLE order_items", "TABLE orders", "TABLE orderxitems");
    Map<String, Object> first = rows.get(0);
    assertThat(first)
        .containsEntry("TABLE_CAT", "demo")
        .containsEntry("TABLE_SCHEM", "default")
        .containsEntry("REMARKS", "items of orders");
  }

  @Test
  void tablePatternsHaveWildcardsAndAnEscape() throws SQLException {
    String escape = metadata.getSearchStringEscape();
    assertThat(tables("order_items")).containsExactly("order_items", "orderxitems");
    assertThat(tables("order" + escape + "_items")).containsExactly("order_items");
    assertThat(tables("ORDER%")).containsExactly("order_items", "orders", "orderxitems");
    assertThat(tables("order%s")).hasSize(3);
    assertThat(tables("%items")).containsExactly("order_items", "orderxitems");
    assertThat(tables("order")).isEmpty();
    assertThat(tables("")).isEmpty();
    assertThat(tables(null)).hasSize(3);
  }

  private static List<Object> tables(String pattern) throws SQLException {
    return values(metadata.getTables(null, null, pattern, null), "TABLE_NAME");
  }

  @Test
  void tablesAreChosenByCatalogSchemaAndType() throws SQLException {
    assertThat(rows(metadata.getTables("demo", "default", "%", null))).hasSize(3);
    assertThat(rows(metadata.getTables("DEMO", "DEF%", "%", null))).hasSize(3);
    assertThat(rows(metadata.getTables("elsewhere", null, "%", null))).isEmpty();
    assertThat(rows(metadata.getTables("", null, "%", null))).isEmpty();
    assertThat(rows(metadata.getTables(null, "nope", "%", null))).isEmpty();
    assertThat(rows(metadata.getTables(null, "", "%", null))).isEmpty();
    assertThat(rows(metadata.getTables(null, null, "%", new String[] {"TABLE"}))).hasSize(3);
    assertThat(rows(metadata.getTables(null, null, "%", new String[] {"VIEW"}))).isEmpty();
    assertThat(rows(metadata.getTables(null, null, "%", new String[] {"VIEW", "TABLE"})))
        .hasSize(3);
    assertThat(rows(metadata.getTables(null, null, "%", new String[] {"SYNONYM"}))).isEmpty();
    assertThat(rows(metadata.getTables(null, null, "%", new String[0]))).isEmpty();
    assertThat(values(metadata.getTableTypes(), "TABLE_TYPE"))
        .contains("TABLE", "VIEW")
        .isSortedAccordingTo(Comparator.comparing(String::valueOf));
  }

  @Test
  void catalogsAndSchemasAreThoseOfTheProject() throws SQLException {
    assertThat(values(metadata.getCatalogs(), "TABLE_CAT")).contains("demo");
    assertThat(values(metadata.getSchemas(), "TABLE_SCHEM")).contains("default");
    assertThat(rows(metadata.getSchemas("demo", "def%")).get(0))
        .containsEntry("TABLE_SCHEM", "default")
        .containsEntry("TABLE_CATALOG", "demo");
    assertThat(rows(metadata.getSchemas("demo", "nope"))).isEmpty();
    assertThat(rows(metadata.getSchemas("nope", null))).isEmpty();
  }

  // Columns.

  @Test
  void columnsAreListedInOrderPartitionColumnsLast() throws SQLException {
    List<Map<String, Object>> rows = rows(metadata.getColumns(null, null, "order\\_items", null));
    assertThat(rows)
        .extracting(row -> row.get("ORDINAL_POSITION") + " " + row.get("COLUMN_NAME"))
        .containsExactly(
            "1 id", "2 price", "3 name", "4 body", "5 at", "6 tags", "7 attr", "8 part", "9 pic",
            "10 day");
    assertThat(rows)
        .extracting(row -> row.get("DATA_TYPE"))
        .containsExactly(
            Types.BIGINT,
            Types.DECIMAL,
            Types.VARCHAR,
            Types.VARCHAR,
            Types.TIMESTAMP,
            Types.ARRAY,
            Types.JAVA_OBJECT,
            Types.STRUCT,
            Types.BLOB,
            Types.VARCHAR);
    assertThat(rows)
        .extracting(row -> row.get("TYPE_NAME"))
        .containsExactly(
            "BIGINT",
            "DECIMAL",
            "VARCHAR",
            "STRING",
            "TIMESTAMP",
            "ARRAY<STRING>",
            "MAP<STRING,BIGINT>",
            "STRUCT<a:INT,b:STRING>",
            "BLOB",
            "STRING");
    assertThat(rows.get(0))
        .containsEntry("REMARKS", "the key")
        .containsEntry("NULLABLE", DatabaseMetaData.columnNoNulls)
        .containsEntry("IS_NULLABLE", "NO")
        .containsEntry("NUM_PREC_RADIX", 10)
        .containsEntry("COLUMN_SIZE", 19)
        .containsEntry("IS_AUTOINCREMENT", "NO")
        .containsEntry("TABLE_CAT", "demo")
        .containsEntry("TABLE_SCHEM", "default")
        .containsEntry("TABLE_NAME", "order_items");
    assertThat(rows.get(1))
        .containsEntry("COLUMN_SIZE", 10)
        .containsEntry("DECIMAL_DIGITS", 2)
        .containsEntry("NULLABLE", DatabaseMetaData.columnNullable)
        .containsEntry("IS_NULLABLE", "YES");
    assertThat(rows.get(2)).containsEntry("COLUMN_SIZE", 20).containsEntry("CHAR_OCTET_LENGTH", 80);
    assertThat(rows.get(9)).containsEntry("REMARKS", "of the order");
  }

  @Test
  void columnsAreChosenByPattern() throws SQLException {
    assertThat(values(metadata.getColumns(null, null, "order%", "id"), "TABLE_NAME"))
        .containsExactly("order_items", "orders", "orderxitems");
    assertThat(values(metadata.getColumns("demo", "default", "order\\_items", "P%"), "COLUMN_NAME"))
        .containsExactly("price", "part", "pic");
    assertThat(rows(metadata.getColumns("nope", null, "%", "%"))).isEmpty();
    assertThat(rows(metadata.getColumns(null, null, "nope", "%"))).isEmpty();
  }

  @Test
  void typesAreSortedAndNamedOnce() throws SQLException {
    List<Map<String, Object>> rows = rows(metadata.getTypeInfo());
    assertThat(rows)
        .extracting(row -> (Integer) row.get("DATA_TYPE"))
        .isSortedAccordingTo(Comparator.naturalOrder());
    assertThat(rows)
        .extracting(row -> row.get("TYPE_NAME"))
        .doesNotHaveDuplicates()
        .contains(
            "TINYINT",
            "SMALLINT",
            "INT",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL",
            "STRING",
            "VARCHAR",
            "CHAR",
            "BINARY",
            "BOOLEAN",
            "DATE",
            "DATETIME",
            "TIMESTAMP",
            "TIMESTAMP_NTZ",
            "JSON",
            "ARRAY",
            "MAP",
            "STRUCT",
            "BLOB");
  }

  // Layouts, after the Javadoc of DatabaseMetaData.

  private interface Question {
    ResultSet ask() throws SQLException;
  }

  private record Layout(String name, Question question, String columns) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Layout> layouts() {
    return Stream.of(
        new Layout("catalogs", () -> metadata.getCatalogs(), "TABLE_CAT"),
        new Layout("schemas", () -> metadata.getSchemas(), "TABLE_SCHEM TABLE_CATALOG"),
        new Layout("table types", () -> metadata.getTableTypes(), "TABLE_TYPE"),
        new Layout(
            "tables",
            () -> metadata.getTables(null, null, null, null),
            "TABLE_CAT TABLE_SCHEM TABLE_NAME TABLE_TYPE REMARKS TYPE_CAT TYPE_SCHEM TYPE_NAME"
                + " SELF_REFERENCING_COL_NAME REF_GENERATION"),
        new Layout(
            "columns",
            () -> metadata.getColumns(null, null, null, null),
            "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE"
                + " BUFFER_LENGTH DECIMAL_DIGITS NUM_PREC_RADIX NULLABLE REMARKS COLUMN_DEF"
                + " SQL_DATA_TYPE SQL_DATETIME_SUB CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE"
                + " SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE IS_AUTOINCREMENT"
                + " IS_GENERATEDCOLUMN"),
        new Layout(
            "type info",
            () -> metadata.getTypeInfo(),
            "TYPE_NAME DATA_TYPE PRECISION LITERAL_PREFIX LITERAL_SUFFIX CREATE_PARAMS NULLABLE"
                + " CASE_SENSITIVE SEARCHABLE UNSIGNED_ATTRIBUTE FIXED_PREC_SCALE AUTO_INCREMENT"
                + " LOCAL_TYPE_NAME MINIMUM_SCALE MAXIMUM_SCALE SQL_DATA_TYPE SQL_DATETIME_SUB"
                + " NUM_PREC_RADIX"),
        new Layout(
            "procedures",
            () -> metadata.getProcedures(null, null, null),
            "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME * * * REMARKS PROCEDURE_TYPE"
                + " SPECIFIC_NAME"),
        new Layout(
            "procedure columns",
            () -> metadata.getProcedureColumns(null, null, null, null),
            "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME COLUMN_NAME COLUMN_TYPE DATA_TYPE"
                + " TYPE_NAME PRECISION LENGTH SCALE RADIX NULLABLE REMARKS COLUMN_DEF"
                + " SQL_DATA_TYPE SQL_DATETIME_SUB CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE"
                + " SPECIFIC_NAME"),
        new Layout(
            "functions",
            () -> metadata.getFunctions(null, null, null),
            "FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME REMARKS FUNCTION_TYPE SPECIFIC_NAME"),
        new Layout(
            "function columns",
            () -> metadata.getFunctionColumns(null, null, null, null),
            "FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME COLUMN_NAME COLUMN_TYPE DATA_TYPE TYPE_NAME"
                + " PRECISION LENGTH SCALE RADIX NULLABLE REMARKS CHAR_OCTET_LENGTH"
                + " ORDINAL_POSITION IS_NULLABLE SPECIFIC_NAME"),
        new Layout(
            "column privileges",
            () -> metadata.getColumnPrivileges(null, null, "orders", null),
            "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE"),
        new Layout(
            "table privileges",
            () -> metadata.getTablePrivileges(null, null, null),
            "TABLE_CAT TABLE_SCHEM TABLE_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE"),
        new Layout(
            "best row identifier",
            () -> metadata.getBestRowIdentifier(null, null, "orders", 0, true),
            "SCOPE COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE BUFFER_LENGTH DECIMAL_DIGITS"
                + " PSEUDO_COLUMN"),
        new Layout(
            "version columns",
            () -> metadata.getVersionColumns(null, null, "orders"),
            "SCOPE COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE BUFFER_LENGTH DECIMAL_DIGITS"
                + " PSEUDO_COLUMN"),
        new Layout(
            "primary keys",
            () -> metadata.getPrimaryKeys(null, null, "orders"),
            "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME KEY_SEQ PK_NAME"),
        new Layout(
            "imported keys",
            () -> metadata.getImportedKeys(null, null, "orders"),
            "PKTABLE_CAT PKTABLE_SCHEM PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT FKTABLE_SCHEM"
                + " FKTABLE_NAME FKCOLUMN_NAME KEY_SEQ UPDATE_RULE DELETE_RULE FK_NAME PK_NAME"
                + " DEFERRABILITY"),
        new Layout(
            "index info",
            () -> metadata.getIndexInfo(null, null, "orders", false, true),
            "TABLE_CAT TABLE_SCHEM TABLE_NAME NON_UNIQUE INDEX_QUALIFIER INDEX_NAME TYPE"
                + " ORDINAL_POSITION COLUMN_NAME ASC_OR_DESC CARDINALITY PAGES FILTER_CONDITION"),
        new Layout(
            "user types",
            () -> metadata.getUDTs(null, null, null, null),
            "TYPE_CAT TYPE_SCHEM TYPE_NAME CLASS_NAME DATA_TYPE REMARKS BASE_TYPE"),
        new Layout(
            "super types",
            () -> metadata.getSuperTypes(null, null, null),
            "TYPE_CAT TYPE_SCHEM TYPE_NAME SUPERTYPE_CAT SUPERTYPE_SCHEM SUPERTYPE_NAME"),
        new Layout(
            "super tables",
            () -> metadata.getSuperTables(null, null, null),
            "TABLE_CAT TABLE_SCHEM TABLE_NAME SUPERTABLE_NAME"),
        new Layout(
            "attributes",
            () -> metadata.getAttributes(null, null, null, null),
            "TYPE_CAT TYPE_SCHEM TYPE_NAME ATTR_NAME DATA_TYPE ATTR_TYPE_NAME ATTR_SIZE"
                + " DECIMAL_DIGITS NUM_PREC_RADIX NULLABLE REMARKS ATTR_DEF SQL_DATA_TYPE"
                + " SQL_DATETIME_SUB CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE SCOPE_CATALOG"
                + " SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE"),
        new Layout(
            "client info",
            () -> metadata.getClientInfoProperties(),
            "NAME MAX_LEN DEFAULT_VALUE DESCRIPTION"),
        new Layout(
            "pseudo columns",
            () -> metadata.getPseudoColumns(null, null, null, null),
            "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE COLUMN_SIZE DECIMAL_DIGITS"
                + " NUM_PREC_RADIX COLUMN_USAGE REMARKS CHAR_OCTET_LENGTH IS_NULLABLE"));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void columnsOfTheAnswerAreThoseOfTheJavadoc(Layout layout) throws SQLException {
    String[] expected = layout.columns().split(" ");
    try (ResultSet result = layout.question().ask()) {
      ResultSetMetaData columns = result.getMetaData();
      assertThat(columns.getColumnCount()).isEqualTo(expected.length);
      for (int i = 0; i < expected.length; i++) {
        if (!expected[i].equals("*")) {
          assertThat(columns.getColumnLabel(i + 1)).isEqualTo(expected[i]);
        }
      }
      while (result.next()) {
        result.getObject(expected.length);
      }
    }
  }

  // Facts.

  @Test
  void everyQuestionWithoutArgumentsHasAnAnswer() throws Exception {
    int asked = 0;
    for (Method method : DatabaseMetaData.class.getMethods()) {
      if (method.getParameterCount() == 0) {
        asked++;
        try {
          Object answer = method.invoke(metadata);
          if (answer instanceof ResultSet result) {
            result.close();
          } else {
            assertThat(answer).as(method.getName()).isNotNull();
          }
        } catch (InvocationTargetException e) {
          if (!(e.getCause() instanceof SQLFeatureNotSupportedException refusal)
              || !"0AM00".equals(refusal.getSQLState())) {
            fail(method.getName(), e.getCause());
          }
        }
      }
    }
    assertThat(asked).isGreaterThan(140);
  }

  @Test
  void questionsOfOneNumberHaveAnAnswer() throws SQLException {
    for (int type :
        new int[] {
          ResultSet.TYPE_FORWARD_ONLY,
          ResultSet.TYPE_SCROLL_INSENSITIVE,
          ResultSet.TYPE_SCROLL_SENSITIVE
        }) {
      boolean supported = type != ResultSet.TYPE_SCROLL_SENSITIVE;
      assertThat(metadata.supportsResultSetType(type)).isEqualTo(supported);
      assertThat(metadata.supportsResultSetConcurrency(type, ResultSet.CONCUR_READ_ONLY))
          .isEqualTo(supported);
      assertThat(metadata.supportsResultSetConcurrency(type, ResultSet.CONCUR_UPDATABLE)).isFalse();
      assertThat(metadata.ownUpdatesAreVisible(type)).isFalse();
      assertThat(metadata.othersInsertsAreVisible(type)).isFalse();
      assertThat(metadata.deletesAreDetected(type)).isFalse();
    }
    assertThat(metadata.supportsTransactionIsolationLevel(Connection.TRANSACTION_READ_COMMITTED))
        .isTrue();
    assertThat(metadata.supportsTransactionIsolationLevel(Connection.TRANSACTION_SERIALIZABLE))
        .isFalse();
    assertThat(metadata.supportsResultSetHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT)).isTrue();
    assertThat(metadata.supportsConvert(Types.INTEGER, Types.VARCHAR)).isFalse();
  }

  @Test
  void factsThatToolsRelyOn() throws SQLException {
    assertThat(metadata.getDatabaseProductName()).isEqualTo("MaxCompute");
    assertThat(metadata.getDriverName()).containsIgnoringCase("maxstorage");
    assertThat(metadata.getIdentifierQuoteString()).isEqualTo("`");
    assertThat(metadata.getCatalogSeparator()).isEqualTo(".");
    assertThat(metadata.isCatalogAtStart()).isTrue();
    assertThat(metadata.getSearchStringEscape()).isEqualTo("\\");
    assertThat(metadata.supportsBatchUpdates()).isTrue();
    assertThat(metadata.supportsTransactions()).isTrue();
    assertThat(metadata.getDefaultTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    assertThat(metadata.getJDBCMajorVersion()).isEqualTo(4);
    assertThat(metadata.getConnection()).isSameAs(connection);
    assertThat(metadata.getURL()).startsWith("jdbc:maxstorage:mem:");
  }

  @Test
  void metadataOfAClosedConnectionIsRefused() throws SQLException {
    Connection other = DATABASE.connect();
    DatabaseMetaData its = other.getMetaData();
    other.close();
    refused("08003", its::getCatalogs, "closed");
    refused("08003", () -> its.getTables(null, null, null, null), "closed");
  }

  // Parameters, results, wrappers.

  @Test
  void parametersOfAnInsertHaveTheTypesOfTheirColumns() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into order_items (price, name, id, day) values (?, ?, ?, ?)")) {
      ParameterMetaData parameters = insert.getParameterMetaData();
      assertThat(parameters.getParameterCount()).isEqualTo(4);
      assertThat(parameters.getParameterType(1)).isEqualTo(Types.DECIMAL);
      assertThat(parameters.getPrecision(1)).isEqualTo(10);
      assertThat(parameters.getScale(1)).isEqualTo(2);
      assertThat(parameters.isSigned(1)).isTrue();
      assertThat(parameters.getParameterTypeName(2)).isEqualTo("VARCHAR");
      assertThat(parameters.getParameterClassName(3)).isEqualTo("java.lang.Long");
      assertThat(parameters.isNullable(3)).isEqualTo(ParameterMetaData.parameterNoNulls);
      assertThat(parameters.isNullable(1)).isEqualTo(ParameterMetaData.parameterNullable);
      assertThat(parameters.getParameterMode(4)).isEqualTo(ParameterMetaData.parameterModeIn);
      refused("07009", () -> parameters.getParameterType(0), "0");
      refused("07009", () -> parameters.getParameterType(5), "5");
    }
  }

  @Test
  void parametersOfAQueryAreCounted() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select id from orders where id > ? and id < ?")) {
      assertThat(query.getParameterMetaData().getParameterCount()).isEqualTo(2);
      assertThat(query.getParameterMetaData().isNullable(1))
          .isEqualTo(ParameterMetaData.parameterNullableUnknown);
    }
  }

  @Test
  void nestedColumnsTellTheirTypes() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select tags, attr, part, pic, at from order_items")) {
      ResultSetMetaData columns = result.getMetaData();
      assertThat(columns.getColumnTypeName(1)).isEqualTo("ARRAY<STRING>");
      assertThat(columns.getColumnClassName(1)).isEqualTo("java.sql.Array");
      assertThat(columns.getColumnClassName(2)).isEqualTo("java.util.Map");
      assertThat(columns.getColumnClassName(3)).isEqualTo("java.sql.Struct");
      assertThat(columns.getColumnClassName(4)).isEqualTo("java.sql.Blob");
      assertThat(columns.getColumnType(4)).isEqualTo(Types.BLOB);
      assertThat(columns.getColumnClassName(5)).isEqualTo("java.sql.Timestamp");
      assertThat(columns.isNullable(1)).isEqualTo(ResultSetMetaData.columnNullable);
      assertThat(columns.isReadOnly(1)).isTrue();
      assertThat(columns.isAutoIncrement(1)).isFalse();
    }
  }

  @Test
  void everythingUnwrapsToItselfAndNothingElse() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id from orders")) {
      assertThat(connection.isWrapperFor(Connection.class)).isTrue();
      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
      assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
      assertThat(result.unwrap(ResultSet.class)).isSameAs(result);
      assertThat(metadata.unwrap(DatabaseMetaData.class)).isSameAs(metadata);
      assertThat(result.getMetaData().isWrapperFor(ResultSetMetaData.class)).isTrue();
      assertThat(statement.isWrapperFor(String.class)).isFalse();
      refused("22023", () -> statement.unwrap(String.class), "java.lang.String");
      refused("22023", () -> connection.unwrap(String.class), "java.lang.String");
    }
  }
}
