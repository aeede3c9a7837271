package dev.maxstorage.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import schemacrawler.inclusionrule.RegularExpressionInclusionRule;
import schemacrawler.schema.Catalog;
import schemacrawler.schema.Column;
import schemacrawler.schema.Table;
import schemacrawler.schemacrawler.LimitOptionsBuilder;
import schemacrawler.schemacrawler.LoadOptionsBuilder;
import schemacrawler.schemacrawler.SchemaCrawlerOptions;
import schemacrawler.schemacrawler.SchemaCrawlerOptionsBuilder;
import schemacrawler.schemacrawler.SchemaInfoLevelBuilder;
import schemacrawler.tools.executable.SchemaCrawlerExecutable;
import schemacrawler.tools.options.OutputOptionsBuilder;
import schemacrawler.tools.utility.SchemaCrawlerUtility;
import us.fatehi.utility.datasource.DatabaseConnectionSource;
import us.fatehi.utility.datasource.DatabaseConnectionSources;
import us.fatehi.utility.datasource.MultiUseUserCredentials;

/** SchemaCrawler: all that a catalog tells, as objects and as text. */
class SchemaCrawlerTest {
  private static final SchemaCrawlerOptions OPTIONS =
      SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions()
          .withLimitOptions(
              LimitOptionsBuilder.builder()
                  .includeSchemas(new RegularExpressionInclusionRule(".*demo.*"))
                  .toOptions())
          .withLoadOptions(
              LoadOptionsBuilder.builder()
                  .withSchemaInfoLevel(SchemaInfoLevelBuilder.maximum())
                  .toOptions());

  private static ToolWarehouse warehouse;

  @BeforeAll
  static void fill() throws SQLException {
    warehouse = ToolWarehouse.open("schemacrawler");
    warehouse.run(
        "create table plain (id bigint not null comment 'the key', tags array<string>)"
            + " comment 'an ordinary one' partitioned by (day string)",
        "create table keyed (k bigint not null primary key, v string)"
            + " tblproperties ('transactional'='true')",
        "create view seen as select id from plain");
  }

  @AfterAll
  static void refusesWhatThePageOfToolsSays() throws Exception {
    warehouse.close();
    assertThat(RecordingDriver.refusals()).isEmpty();
  }

  private static DatabaseConnectionSource source() {
    return DatabaseConnectionSources.newDatabaseConnectionSource(
        warehouse.url(), new MultiUseUserCredentials("", ""));
  }

  private static Table table(Catalog catalog, String name) {
    return catalog.getTables().stream()
        .filter(table -> table.getName().replace("`", "").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theCatalogIsCrawled() throws Exception {
    try (DatabaseConnectionSource source = source()) {
      Catalog catalog = SchemaCrawlerUtility.getCatalog(source, OPTIONS);
      Table plain = table(catalog, "plain");
      assertThat(plain.getRemarks()).isEqualTo("an ordinary one");
      assertThat(plain.getColumns())
          .extracting(Column::getName)
          .containsExactly("id", "tags", "day");
      assertThat(plain.getColumns().get(0).isNullable()).isFalse();
      assertThat(table(catalog, "keyed").getPrimaryKey().getConstrainedColumns())
          .extracting(Column::getName)
          .containsExactly("k");
      assertThat(table(catalog, "seen").getTableType().isView()).isTrue();
      assertThat(catalog.getJdbcDriverInfo().getProductName()).contains("MaxStorage");
    }
  }

  @Test
  void theSchemaIsPrinted() throws Exception {
    StringWriter text = new StringWriter();
    SchemaCrawlerExecutable command = new SchemaCrawlerExecutable("schema");
    command.setSchemaCrawlerOptions(OPTIONS);
    command.setOutputOptions(
        OutputOptionsBuilder.builder()
            .withOutputFormatValue("text")
            .withOutputWriter(text)
            .toOptions());
    try (DatabaseConnectionSource source = source()) {
      command.setDataSource(source);
      command.execute();
    }
    assertThat(text.toString()).contains("an ordinary one", "tags", "ARRAY<STRING>", "primary key");
  }
}
