package dev.maxstorage.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the driver and the project are. Catalogs are projects, schemas are schemas; names are
 * matched without regard to case. The rows come from {@link CatalogRows}; what MaxCompute does not
 * have (foreign keys, procedures, privileges as rows) is an empty result set.
 */
final class MaxStorageDatabaseMetaData extends DriverFacts {
  private final MaxStorageConnection connection;
  private final CatalogRows rows;

  MaxStorageDatabaseMetaData(MaxStorageConnection connection) {
    this.connection = connection;
    this.rows = new CatalogRows(connection);
  }

  /** Rows that have to be asked for. */
  private interface Question {
    List<? extends List<? extends @Nullable Object>> ask() throws Exception;
  }

  private ResultSet resultSet(MetadataLayout layout, Question question) throws SQLException {
    connection.checkOpen();
    try {
      return connection.resultSet(layout.columns(), question.ask());
    } catch (Exception e) {
      throw Failures.translate(e);
    }
  }

  private ResultSet empty(MetadataLayout layout) throws SQLException {
    return resultSet(layout, List::of);
  }

  @Override
  public boolean supportsTransactions() {
    return connection.isolation() != Connection.TRANSACTION_NONE;
  }

  @Override
  public int getDefaultTransactionIsolation() {
    return connection.isolation();
  }

  @Override
  public boolean supportsTransactionIsolationLevel(int level) {
    return level == connection.isolation();
  }

  @Override
  public String getURL() {
    return connection.url();
  }

  @Override
  public String getUserName() {
    return connection.clients().userName();
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    return connection.isReadOnly();
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public ResultSet getCatalogs() throws SQLException {
    return resultSet(MetadataLayout.CATALOGS, rows::catalogs);
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    return getSchemas(null, null);
  }

  @Override
  public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern)
      throws SQLException {
    return resultSet(
        MetadataLayout.SCHEMAS, () -> rows.schemas(catalog, new NamePattern(schemaPattern)));
  }

  @Override
  public ResultSet getTableTypes() throws SQLException {
    return resultSet(
        MetadataLayout.TABLE_TYPES, () -> CatalogRows.TABLE_TYPES.stream().map(List::of).toList());
  }

  @Override
  public ResultSet getTables(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tableNamePattern,
      String @Nullable [] types)
      throws SQLException {
    return resultSet(
        MetadataLayout.TABLES,
        () ->
            rows.tables(
                catalog,
                new NamePattern(schemaPattern),
                new NamePattern(tableNamePattern),
                types == null ? null : Arrays.asList(types)));
  }

  @Override
  public ResultSet getColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tableNamePattern,
      @Nullable String columnNamePattern)
      throws SQLException {
    return resultSet(
        MetadataLayout.COLUMNS,
        () ->
            rows.columns(
                catalog,
                new NamePattern(schemaPattern),
                new NamePattern(tableNamePattern),
                new NamePattern(columnNamePattern)));
  }

  @Override
  public ResultSet getTypeInfo() throws SQLException {
    return resultSet(MetadataLayout.TYPE_INFO, CatalogRows::types);
  }

  @Override
  public ResultSet getClientInfoProperties() throws SQLException {
    return resultSet(
        MetadataLayout.CLIENT_INFO,
        () ->
            List.of(List.of("ApplicationName", 128, "", "The name of the program that connects")));
  }

  // What MaxCompute does not have, or does not show as rows.

  @Override
  public ResultSet getProcedures(String catalog, String schemaPattern, String namePattern)
      throws SQLException {
    return empty(MetadataLayout.PROCEDURES);
  }

  @Override
  public ResultSet getProcedureColumns(
      String catalog, String schemaPattern, String namePattern, String columnNamePattern)
      throws SQLException {
    return empty(MetadataLayout.PROCEDURE_COLUMNS);
  }

  @Override
  public ResultSet getColumnPrivileges(
      String catalog, String schema, String table, String columnNamePattern) throws SQLException {
    return empty(MetadataLayout.COLUMN_PRIVILEGES);
  }

  @Override
  public ResultSet getTablePrivileges(String catalog, String schemaPattern, String tableNamePattern)
      throws SQLException {
    return empty(MetadataLayout.TABLE_PRIVILEGES);
  }

  @Override
  public ResultSet getBestRowIdentifier(
      @Nullable String catalog, @Nullable String schema, String table, int scope, boolean nullable)
      throws SQLException {
    return resultSet(
        MetadataLayout.ROW_IDENTIFIERS, () -> rows.rowIdentifiers(catalog, schema, table));
  }

  @Override
  public ResultSet getVersionColumns(String catalog, String schema, String table)
      throws SQLException {
    return empty(MetadataLayout.ROW_IDENTIFIERS);
  }

  @Override
  public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, String table)
      throws SQLException {
    return resultSet(MetadataLayout.PRIMARY_KEYS, () -> rows.primaryKeys(catalog, schema, table));
  }

  @Override
  public ResultSet getImportedKeys(String catalog, String schema, String table)
      throws SQLException {
    return empty(MetadataLayout.FOREIGN_KEYS);
  }

  @Override
  public ResultSet getExportedKeys(String catalog, String schema, String table)
      throws SQLException {
    return empty(MetadataLayout.FOREIGN_KEYS);
  }

  @Override
  public ResultSet getCrossReference(
      String parentCatalog,
      String parentSchema,
      String parentTable,
      String foreignCatalog,
      String foreignSchema,
      String foreignTable)
      throws SQLException {
    return empty(MetadataLayout.FOREIGN_KEYS);
  }

  @Override
  public ResultSet getIndexInfo(
      String catalog, String schema, String table, boolean unique, boolean approximate)
      throws SQLException {
    return empty(MetadataLayout.INDEXES);
  }

  @Override
  public ResultSet getUDTs(
      String catalog, String schemaPattern, String typeNamePattern, int[] types)
      throws SQLException {
    return empty(MetadataLayout.USER_TYPES);
  }

  @Override
  public ResultSet getSuperTypes(String catalog, String schemaPattern, String typeNamePattern)
      throws SQLException {
    return empty(MetadataLayout.SUPER_TYPES);
  }

  @Override
  public ResultSet getSuperTables(String catalog, String schemaPattern, String tableNamePattern)
      throws SQLException {
    return empty(MetadataLayout.SUPER_TABLES);
  }

  @Override
  public ResultSet getAttributes(
      String catalog, String schemaPattern, String typeNamePattern, String attributeNamePattern)
      throws SQLException {
    return empty(MetadataLayout.ATTRIBUTES);
  }

  @Override
  public ResultSet getFunctions(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String functionNamePattern)
      throws SQLException {
    return resultSet(
        MetadataLayout.FUNCTIONS,
        () ->
            rows.functions(
                catalog, new NamePattern(schemaPattern), new NamePattern(functionNamePattern)));
  }

  @Override
  public ResultSet getFunctionColumns(
      String catalog, String schemaPattern, String functionNamePattern, String columnNamePattern)
      throws SQLException {
    return empty(MetadataLayout.FUNCTION_COLUMNS);
  }

  @Override
  public ResultSet getPseudoColumns(
      String catalog, String schemaPattern, String tableNamePattern, String columnNamePattern)
      throws SQLException {
    return empty(MetadataLayout.PSEUDO_COLUMNS);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
