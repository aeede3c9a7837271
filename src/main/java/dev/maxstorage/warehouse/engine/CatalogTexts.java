package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.TranslatedStatement.Describe;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Settings;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowCreateTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowPartitions;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowSchemas;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowTables;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowViews;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What SHOW and DESC answer: text, of SHOW one item a line. */
record CatalogTexts(Catalog catalog, NamedTables named) {

  String text(TranslatedStatement statement) {
    if (statement instanceof ShowTables show) {
      NamedTables.checkSchema(catalog, show.project(), show.schema());
      Stream<String> tables =
          catalog.tables(show.project(), show.schema()).stream().map(each -> each.name().table());
      Stream<String> views = views(show.project(), show.schema());
      return lines(Stream.concat(tables, views).sorted(), show.pattern());
    }
    if (statement instanceof ShowViews show) {
      NamedTables.checkSchema(catalog, show.project(), show.schema());
      return lines(views(show.project(), show.schema()), show.pattern());
    }
    if (statement instanceof ShowPartitions show) {
      return lines(
          named.partitioned(show.name()).partitionDescriptions().stream()
              .map(partition -> partition.spec().text()),
          null);
    }
    if (statement instanceof ShowSchemas show) {
      NamedTables.checkProject(catalog, show.project());
      return lines(
          catalog.schemas(show.project()).stream().map(SchemaDescription::name), show.pattern());
    }
    if (statement instanceof ShowCreateTable show) {
      ViewState view = catalog.view(show.name());
      return view == null
          ? TableText.create(named.table(show.name()).description())
          : TableText.create(view.description());
    }
    if (statement instanceof Describe describe) {
      return describe(describe);
    }
    if (statement instanceof Settings) {
      return "OK";
    }
    throw new AssertionError("Statement " + statement + " has no place here");
  }

  private Stream<String> views(String project, String schema) {
    return catalog.views(project, schema).stream().map(view -> view.name().table());
  }

  private String describe(Describe describe) {
    ViewState view = catalog.view(describe.table());
    if (view != null && describe.partition().isEmpty()) {
      return TableText.describe(view.description());
    }
    TableState table = named.table(describe.table());
    if (describe.partition().isEmpty()) {
      return TableText.describe(table.description());
    }
    PartitionSpec spec = named.whole(table, describe.partition());
    return table.partitionDescriptions().stream()
        .filter(partition -> partition.spec().equals(spec))
        .findFirst()
        .map(TableText::describe)
        .orElseThrow(() -> NamedTables.noSuchPartition(table, spec));
  }

  /** The items that a pattern admits, in which {@code *} stands for any text. */
  private static String lines(Stream<String> items, @Nullable String wildcard) {
    Pattern pattern = pattern(wildcard == null ? "*" : wildcard);
    List<String> shown = items.filter(item -> pattern.matcher(item).matches()).toList();
    return shown.stream().map(item -> item + "\n").collect(Collectors.joining());
  }

  private static Pattern pattern(String wildcard) {
    String regex =
        wildcard
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
