package dev.maxstorage.warehouse.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the translators of one query share: names, literals, tables found, names of WITH in sight.
 */
final class Translation {
  private final NameScope scope;
  private final List<SqlToken> tokens;
  private final SqlFaults faults;
  private final StandIns standIns;
  private final Set<TableName> tables = new LinkedHashSet<>();
  private final Set<List<String>> qualifiedNames = new HashSet<>();
  private final Deque<Set<String>> withNames = new ArrayDeque<>();

  Translation(NameScope scope, List<SqlToken> tokens, SqlFaults faults) {
    this.scope = scope;
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

  /** The tables that the query reads. */
  List<TableName> tables() {
    return List.copyOf(tables);
  }

  /** Opens a WITH clause; {@link #leaveWith} closes it. */
  Set<String> enterWith() {
    Set<String> names = new LinkedHashSet<>();
    withNames.push(names);
    return names;
  }

  void leaveWith() {
    withNames.pop();
  }

  /** The DuckDB text of a table reference: a name of WITH, or a table's view. */
  String tableReference(List<String> parts) {
    if (parts.size() == 1 && withNames.stream().anyMatch(names -> names.contains(parts.get(0)))) {
      return DuckSql.name(parts.get(0));
    }
    TableName table = scope.table(parts, offset(parts.get(parts.size() - 1)), faults);
    tables.add(table);
    qualifiedNames.add(List.copyOf(parts));
    return DuckSql.table(table);
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
