package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the translators of one query share: names, literals, tables found, names of WITH in sight.
 */
final class Translation {
  private final NameScope nameScope;
  private final RelationLookup lookup;
  private final List<SqlToken> tokens;
  private final SqlFaults faults;
  private final StandIns standIns;
  private final Set<TableName> openViews;
  private final Set<TableName> tables;
  private final Set<List<String>> qualifiedNames = new HashSet<>();
  private final Deque<Map<String, List<Column>>> withNames = new ArrayDeque<>();
  private Scope scope = new Scope(null);
  private int freshNames;

  /**
   * Makes the state of one query.
   *
   * @param openViews the views whose query this is a part of
   * @param tables to which the tables that the query reads are added
   */
  Translation(
      NameScope nameScope,
      RelationLookup lookup,
      Set<TableName> openViews,
      Set<TableName> tables,
      List<SqlToken> tokens,
      SqlFaults faults) {
    this.nameScope = nameScope;
    this.lookup = lookup;
    this.openViews = openViews;
    this.tables = tables;
    this.tokens = tokens;
    this.faults = faults;
    this.standIns = new StandIns(tokens, faults);
  }

  SqlFaults faults() {
    return faults;
  }

  StandIns standIns() {
    return standIns;
  }

  /** What names in expressions mean at this point. */
  Scope scope() {
    return scope;
  }

  /** Opens a scope inside this one; {@link #leave} closes it. */
  Scope enter() {
    scope = new Scope(scope);
    return scope;
  }

  /** Opens the scope of a lambda's body; {@link #leave} closes it. */
  void enterLambda(Map<String, SqlValue> parameters) {
    enter().bind(parameters);
  }

  /** A name for a DuckDB lambda's parameter, another one each time, quoted. */
  String freshName() {
    return DuckSql.name("$" + ++freshNames);
  }

  void leave() {
    scope = Objects.requireNonNull(scope.outer());
  }

  /** Does work for which names mean what they do around this scope. */
  <T> T outside(Supplier<T> work) {
    Scope inner = scope;
    scope = Objects.requireNonNull(inner.outer());
    T done = work.get();
    scope = inner;
    return done;
  }

  /** Opens a WITH clause, whose names and columns it gives; {@link #leaveWith} closes it. */
  Map<String, List<Column>> enterWith() {
    Map<String, List<Column>> names = new LinkedHashMap<>();
    withNames.push(names);
    return names;
  }

  void leaveWith() {
    withNames.pop();
  }

  /** A table of FROM as a query's text and its columns. */
  TypedQuery table(List<String> parts) {
    if (parts.size() == 1) {
      for (Map<String, List<Column>> names : withNames) {
        List<Column> columns = names.get(parts.get(0));
        if (columns != null) {
          return new TypedQuery(DuckSql.name(parts.get(0)), columns);
        }
      }
    }
    String last = parts.get(parts.size() - 1);
    TableName table = nameScope.table(parts, offset(last), faults);
    qualifiedNames.add(List.copyOf(parts));
    RelationLookup.Stored stored = lookup.find(table);
    if (stored == null) {
      throw faults.noSuchTable(offset(last), table);
    }
    if (stored instanceof RelationLookup.View view) {
      return view(table, view);
    }
    tables.add(table);
    return new TypedQuery(DuckSql.table(table), ((RelationLookup.Table) stored).columns());
  }

  /** The query of a view, in parentheses; the tables that it reads count as read here. */
  private TypedQuery view(TableName name, RelationLookup.View view) {
    if (openViews.contains(name)) {
      throw semantic("view " + name.text() + " reads itself", name.table());
    }
    Set<TableName> open = new HashSet<>(openViews);
    open.add(name);
    TypedQuery query;
    try {
      query = new QueryParser(view.scope(), lookup, open).query(view.query(), tables);
    } catch (EngineException e) {
      throw new EngineException(e.kind(), e.getMessage() + " (in view " + name.text() + ")", e);
    }
    if (!view.columns().isEmpty()) {
      query = renamed(name, query, view.columns());
    }
    return new TypedQuery("(" + query.sql() + ")", query.columns());
  }

  private TypedQuery renamed(TableName view, TypedQuery query, List<Column> names) {
    if (names.size() != query.columns().size()) {
      throw semantic(
          "view %s names %s columns, its query gives %s"
              .formatted(view.text(), names.size(), query.columns().size()),
          view.table());
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(Column.of(names.get(i).name(), query.columns().get(i).type()));
    }
    return query.as(columns);
  }

  /** The path of a column without project and schema, where these qualify a table of FROM. */
  List<String> withoutProject(List<String> path) {
    for (int parts = 3; parts >= 2; parts--) {
      if (path.size() > parts && qualifiedNames.contains(path.subList(0, parts))) {
        return path.subList(parts - 1, path.size());
      }
    }
    return path;
  }

  /** The query has something that is not carried out; the word tells where it stands. */
  EngineException unsupported(String what, String word) {
    return faults.unsupported(offset(word), what);
  }

  EngineException semantic(String reason, String word) {
    return faults.semantic(offset(word), reason);
  }

  /** Refuses a name that the parser made of something that is no name. */
  void expectWritten(String name) {
    if (tokens.stream().noneMatch(token -> token.name().equals(name))) {
      throw faults.unsupported(tokens.get(0).offset(), "a literal in some place of this statement");
    }
  }

  /** Where the word or name first stands, else where the query begins. */
  private int offset(String word) {
    for (SqlToken token : tokens) {
      if (token.text().equalsIgnoreCase(word)) {
        return token.offset();
      }
    }
    return tokens.isEmpty() ? 0 : tokens.get(0).offset();
  }
}
