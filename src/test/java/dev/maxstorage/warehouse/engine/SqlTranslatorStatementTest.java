package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import dev.maxstorage.warehouse.engine.TranslatedStatement.AddPartition;
import dev.maxstorage.warehouse.engine.TranslatedStatement.CreateTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Describe;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropPartition;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Insert;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Query;
import dev.maxstorage.warehouse.engine.TranslatedStatement.RenameTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Settings;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowCreateTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowPartitions;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowSchemas;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowTables;
import dev.maxstorage.warehouse.engine.TranslatedStatement.TruncateTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What statements other than queries are translated to. */
class SqlTranslatorStatementTest {
  private static final TableName T = new TableName("demo", "default", "t");
  private static final TableName U = new TableName("demo", "default", "u");

  private final SqlTranslator translator = AnyTables.translator();

  private static Column column(String name, String type, String comment) {
    return new Column(name, OdpsTypeParser.parse(type), true, comment);
  }

  @Test
  void createTableReadsTypesCommentsPartitionsAndLifecycle() {
    CreateTable table =
        (CreateTable)
            translator.translate(
                """
                -- the table of everything
                CREATE TABLE IF NOT EXISTS Other.T (
                  ID bigint NOT NULL COMMENT 'the key; it\\'s unique',
                  `select` decimal(10, 2),
                  tags array<string> comment "tags",
                  attrs map<string, array<int>>,
                  place struct<x:int comment 'left', `y z`:array<struct<k:string>>>,
                  v varchar(7), c char(3), j json, b blob, n timestamp_ntz
                )
                COMMENT 'all' ' types'
                PARTITIONED BY (dt string COMMENT 'day', hr INT)
                LIFECYCLE 30;
                """);

    assertThat(table.name()).isEqualTo(new TableName("other", "default", "t"));
    assertThat(table.ifNotExists()).isTrue();
    assertThat(table.columns())
        .containsExactly(
            new Column("id", OdpsTypeParser.parse("bigint"), false, "the key; it's unique"),
            column("select", "decimal(10,2)", ""),
            column("tags", "array<string>", "tags"),
            column("attrs", "map<string,array<int>>", ""),
            column("place", "struct<x:int,`y z`:array<struct<k:string>>>", ""),
            column("v", "varchar(7)", ""),
            column("c", "char(3)", ""),
            column("j", "json", ""),
            column("b", "blob", ""),
            column("n", "timestamp_ntz", ""));
    assertThat(table.partitionColumns())
        .containsExactly(column("dt", "string", "day"), column("hr", "int", ""));
    assertThat(table.comment()).isEqualTo("all types");
    assertThat(table.lifecycleDays()).isEqualTo(30);
    assertThat(table.asSelect()).isNull();
    assertThat(table.like()).isNull();
  }

  @Test
  void createTableLikeNamesTheOtherTable() {
    CreateTable table = (CreateTable) translator.translate("create table t like u lifecycle 5");

    assertThat(table.like()).isEqualTo(U);
    assertThat(table.columns()).isEmpty();
    assertThat(table.lifecycleDays()).isEqualTo(5);
  }

  @Test
  void createTableAsHoldsTheQuery() {
    CreateTable table =
        (CreateTable) translator.translate("create table t lifecycle 3 as select a from u;");

    assertThat(table.asSelect())
        .isEqualTo(
            new Query(
                "SELECT \"a\" AS \"a\" FROM \"demo.default\".\"u\" AS \"u\"",
                Warehouse.columns("a bigint"),
                List.of(U)));
    assertThat(table.lifecycleDays()).isEqualTo(3);
  }

  @Test
  void definitionsOfTablesAndPartitions() {
    assertThat(translator.translate("DROP TABLE t")).isEqualTo(new DropTable(T, false));
    assertThat(translator.translate("drop table if exists demo.default.t;"))
        .isEqualTo(new DropTable(T, true));
    assertThat(translator.translate("alter table t rename to T2"))
        .isEqualTo(new RenameTable(T, "t2"));
    assertThat(translator.translate("truncate table t")).isEqualTo(new TruncateTable(T, List.of()));
    assertThat(
            translator.translate(
                "alter table t add if not exists partition (dt='2026-01-01', hr=1)"
                    + " partition (dt='2026-01-02', hr=2)"))
        .isEqualTo(
            new AddPartition(
                T,
                true,
                List.of(
                    PartitionSpec.parse("dt=2026-01-01/hr=1"),
                    PartitionSpec.parse("dt=2026-01-02/hr=2"))));
    assertThat(translator.translate("alter table t drop if exists partition (dt='x')"))
        .isEqualTo(new DropPartition(T, true, List.of(PartitionSpec.parse("dt=x"))));
  }

  @Test
  void listsAndDescriptions() {
    assertThat(translator.translate("show tables"))
        .isEqualTo(new ShowTables("demo", "default", null));
    assertThat(translator.translate("SHOW TABLES IN other LIKE 'a*';"))
        .isEqualTo(new ShowTables("other", "default", "a*"));
    assertThat(translator.translate("show tables in demo.sales"))
        .isEqualTo(new ShowTables("demo", "sales", null));
    assertThat(translator.translate("show partitions t")).isEqualTo(new ShowPartitions(T));
    assertThat(translator.translate("show schemas")).isEqualTo(new ShowSchemas("demo", null));
    assertThat(translator.translate("show schemas in p2")).isEqualTo(new ShowSchemas("p2", null));
    assertThat(translator.translate("show create table t")).isEqualTo(new ShowCreateTable(T));
    assertThat(translator.translate("desc t"))
        .isEqualTo(new Describe(T, false, PartitionSpec.EMPTY));
    assertThat(translator.translate("describe extended t"))
        .isEqualTo(new Describe(T, true, PartitionSpec.EMPTY));
    assertThat(translator.translate("desc t partition (dt='a')"))
        .isEqualTo(new Describe(T, false, PartitionSpec.parse("dt=a")));
  }

  @Test
  void insertHoldsPartitionValuesColumnsAndRows() {
    Insert insert =
        (Insert)
            translator.translate(
                "INSERT OVERWRITE TABLE t PARTITION (dt='it\\'s', hr=7, m) (a, B)"
                    + " VALUES (1, 'x'), (2L, null)");

    assertThat(insert.table()).isEqualTo(T);
    assertThat(insert.overwrite()).isTrue();
    assertThat(insert.partition())
        .containsExactly(entry("dt", "'it''s'"), entry("hr", "7"), entry("m", null));
    assertThat(insert.columns()).containsExactly("a", "b");
    assertThat(insert.rows().duckSql())
        .isEqualTo(
            "SELECT * FROM (VALUES (TRY_CAST(1 AS BIGINT), 'x'), (CAST('2' AS BIGINT), NULL))"
                + " AS \"$values\"(\"_c0\", \"_c1\")");
    assertThat(insert.rows().columns()).isEqualTo(Warehouse.columns("_c0 bigint", "_c1 string"));
    assertThat(insert.rows().tables()).isEmpty();
  }

  @Test
  void insertSelectMayFollowWith() {
    Insert insert =
        (Insert)
            translator.translate("with c as (select 1 as x from u) insert into t select x from c;");

    assertThat(insert.overwrite()).isFalse();
    assertThat(insert.partition()).isEmpty();
    assertThat(insert.columns()).isEmpty();
    assertThat(insert.rows().duckSql())
        .isEqualTo(
            "WITH \"c\"(\"x\") AS (SELECT 1 AS \"x\" FROM \"demo.default\".\"u\" AS \"u\")"
                + " SELECT \"x\" AS \"x\" FROM \"c\" AS \"c\"");
    assertThat(insert.rows().tables()).containsExactly(U);
  }

  @Test
  void insertFromAQueryInParenthesesHasNoColumnList() {
    Insert insert = (Insert) translator.translate("insert into t (select a from u)");

    assertThat(insert.columns()).isEmpty();
    assertThat(insert.rows().tables()).containsExactly(U);
  }

  @Test
  void onlySettingsGiveSettings() {
    assertThat(translator.translate("set a.b = c\\;d; SET x=1;\n-- end\n"))
        .isEqualTo(new Settings(Map.of("a.b", "c;d", "x", "1")));
  }

  @Test
  void settingsBeforeAStatementChangeHowNamesResolve() {
    Query query =
        (Query) translator.translate("set odps.namespace.schema=true;\nselect 1 from sales.t");
    assertThat(query.tables()).containsExactly(new TableName("demo", "sales", "t"));

    query = (Query) translator.translate("select 1 from sales.t");
    assertThat(query.tables()).containsExactly(new TableName("sales", "default", "t"));

    SqlTranslator withSettings =
        new SqlTranslator(
            "demo", "default", Map.of("odps.namespace.schema", "true"), AnyTables.lookup());
    query = (Query) withSettings.translate("select 1 from sales.t");
    assertThat(query.tables()).containsExactly(new TableName("demo", "sales", "t"));
  }

  @Test
  void tablesOfAQueryAreListedOnceEach() {
    Query query =
        (Query)
            translator.translate(
                "with c as (select * from t) select * from c join T x on c.a = x.a"
                    + " where a in (select a from p.u)");

    assertThat(query.tables()).containsExactly(T, new TableName("p", "default", "u"));
  }

  @Test
  void columnsWithoutANameAreNumbered() {
    Query query =
        (Query)
            translator.translate(
                "select A, count(*), p.B as N, max(a) over () from people p group by a, b");

    assertThat(query.columns())
        .isEqualTo(Warehouse.columns("a bigint", "_c1 bigint", "n string", "_c3 bigint"));
  }
}
