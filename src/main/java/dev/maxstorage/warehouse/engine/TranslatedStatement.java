package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a MaxCompute statement asks for: queries as DuckDB text, the rest as a description.
 *
 * <p>Names are in lower case and complete. DuckDB texts read each table from its view, {@code
 * "project.schema"."table"}, and use the functions of {@link DialectMacros}.
 */
sealed interface TranslatedStatement {

  /**
   * A query.
   *
   * @param duckSql the query in DuckDB's SQL; it may give columns of other types, whose values the
   *     types of {@code columns} hold: whoever stores the result casts it
   * @param columns of the result; each has a name
   * @param tables that the query reads, also through views, each once
   */
  record Query(String duckSql, List<Column> columns, List<TableName> tables)
      implements TranslatedStatement {}

  /**
   * INSERT INTO or OVERWRITE.
   *
   * @param partition partition column to its value as a DuckDB literal, null for a dynamic one;
   *     empty if the statement has no PARTITION clause
   * @param columns that the rows give, in their order; empty for all columns of the table that the
   *     partition clause gives no value, dynamic partition columns last
   * @param rows the query that gives the rows
   */
  record Insert(
      TableName table,
      boolean overwrite,
      LinkedHashMap<String, @Nullable String> partition,
      List<String> columns,
      Query rows)
      implements TranslatedStatement {}

  /** FROM before several INSERT; they see the same rows. */
  record MultiInsert(List<Insert> inserts) implements TranslatedStatement {}

  /**
   * EXPLAIN.
   *
   * @param statement a {@link Query} or an {@link Insert}
   */
  record Explain(TranslatedStatement statement) implements TranslatedStatement {}

  /**
   * UPDATE, DELETE or MERGE.
   *
   * @param verb the statement's first word
   * @param matched what happens to rows that are there
   * @param notMatched what happens instead of rows that are not there
   */
  record Change(String verb, TableName table, List<Edit> matched, List<Edit> notMatched)
      implements TranslatedStatement {

    /** Both kinds, those of rows that are there first. */
    List<Edit> edits() {
      return Stream.concat(matched.stream(), notMatched.stream()).toList();
    }
  }

  /**
   * Rows to write or delete.
   *
   * @param operation {@link DeltaState#UPSERT} or {@link DeltaState#DELETE}
   * @param columns that the rows give, in their order
   * @param assigned columns that the statement gives a value
   */
  record Edit(int operation, List<String> columns, Set<String> assigned, Query rows) {}

  /**
   * CREATE TABLE.
   *
   * @param columns empty with {@code asSelect} or {@code like}
   * @param comment empty if there is none
   * @param lifecycleDays 0 if there is none
   * @param properties names in lower case
   * @param delta null unless the table has a primary key
   * @param asSelect the rows of CREATE TABLE AS
   * @param like the table to copy the columns from
   */
  record CreateTable(
      TableName name,
      boolean ifNotExists,
      List<Column> columns,
      List<Column> partitionColumns,
      String comment,
      long lifecycleDays,
      Map<String, String> properties,
      @Nullable DeltaState delta,
      @Nullable Query asSelect,
      @Nullable TableName like)
      implements TranslatedStatement {}

  record DropTable(TableName name, boolean ifExists) implements TranslatedStatement {}

  /** ALTER TABLE .. RENAME TO; the new name is in the same schema. */
  record RenameTable(TableName name, String newName) implements TranslatedStatement {}

  /** ALTER TABLE, other than RENAME TO, ADD PARTITION and DROP PARTITION. */
  record AlterTable(TableName name, TableChange change) implements TranslatedStatement {}

  /**
   * TRUNCATE TABLE.
   *
   * @param partitions whose rows go, values as text; empty for the whole table
   */
  record TruncateTable(TableName name, List<PartitionSpec> partitions)
      implements TranslatedStatement {}

  /** ALTER TABLE .. ADD PARTITION; one or several, values as text. */
  record AddPartition(TableName name, boolean ifNotExists, List<PartitionSpec> partitions)
      implements TranslatedStatement {}

  /** ALTER TABLE .. DROP PARTITION; one or several, values as text. */
  record DropPartition(TableName name, boolean ifExists, List<PartitionSpec> partitions)
      implements TranslatedStatement {}

  /**
   * SHOW TABLES.
   *
   * @param pattern in which {@code *} stands for any text, null for all tables
   */
  record ShowTables(String project, String schema, @Nullable String pattern)
      implements TranslatedStatement {}

  record ShowPartitions(TableName name) implements TranslatedStatement {}

  /**
   * SHOW SCHEMAS.
   *
   * @param pattern in which {@code *} stands for any text, null for all schemas
   */
  record ShowSchemas(String project, @Nullable String pattern) implements TranslatedStatement {}

  /**
   * CREATE SCHEMA.
   *
   * @param comment empty if there is none
   */
  record CreateSchema(String project, String schema, boolean ifNotExists, String comment)
      implements TranslatedStatement {}

  /**
   * CREATE VIEW.
   *
   * @param columns of the view; names are in lower case
   * @param columnsGiven whether the statement names the columns itself
   * @param comment empty if there is none
   * @param text the query as written
   * @param scope in which the names of the query resolve
   */
  record CreateView(
      TableName name,
      boolean replace,
      boolean ifNotExists,
      List<Column> columns,
      boolean columnsGiven,
      String comment,
      String text,
      NameScope scope)
      implements TranslatedStatement {}

  record DropView(TableName name, boolean ifExists) implements TranslatedStatement {}

  /** ALTER VIEW .. RENAME TO; the new name is in the same schema. */
  record RenameView(TableName name, String newName) implements TranslatedStatement {}

  /**
   * SHOW VIEWS.
   *
   * @param pattern in which {@code *} stands for any text, null for all views
   */
  record ShowViews(String project, String schema, @Nullable String pattern)
      implements TranslatedStatement {}

  record DropSchema(String project, String schema, boolean ifExists)
      implements TranslatedStatement {}

  record ShowCreateTable(TableName name) implements TranslatedStatement {}

  /** DESC of a table, or of one partition of it if the spec is not empty. */
  record Describe(TableName table, boolean extended, PartitionSpec partition)
      implements TranslatedStatement {}

  /** Only SET statements. */
  record Settings(Map<String, String> values) implements TranslatedStatement {}
}
