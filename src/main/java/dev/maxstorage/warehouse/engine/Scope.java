package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the names in an expression mean: relations of FROM, then those of the queries around. */
final class Scope {
  private final @Nullable Scope outer;
  private final List<Relation> relations = new ArrayList<>();
  private List<Column> aliases = List.of();
  private Map<String, SqlValue> parameters = Map.of();

  Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  @Nullable Scope outer() {
    return outer;
  }

  List<Relation> relations() {
    return List.copyOf(relations);
  }

  void add(Relation relation) {
    relations.add(relation);
  }

  /** Puts another relation in the place of the last {@code count}, or none if it is null. */
  void replaceLast(int count, List<Relation> others) {
    relations.subList(relations.size() - count, relations.size()).clear();
    relations.addAll(others);
  }

  int size() {
    return relations.size();
  }

  /** Lets names that no relation has mean these columns. */
  void fallBackTo(List<Column> columns) {
    aliases = List.copyOf(columns);
  }

  /** Makes this the scope of a lambda's body, in which its parameters stand for values. */
  void bind(Map<String, SqlValue> values) {
    parameters = Map.copyOf(values);
  }

  /** What a parameter of a lambda around this place stands for, null if there is none such. */
  @Nullable SqlValue parameter(String name) {
    SqlValue value = parameters.get(name);
    return value == null && outer != null ? outer.parameter(name) : value;
  }

  /** All columns that {@code *} stands for. */
  List<Column> visible() {
    return relations.stream().flatMap(relation -> relation.visible().stream()).toList();
  }

  /** The relation of this name, null if there is none. */
  @Nullable Relation relation(String alias) {
    for (Relation relation : relations) {
      if (relation.alias().equals(alias)) {
        return relation;
      }
    }
    return outer == null ? null : outer.relation(alias);
  }

  /**
   * The type of what a path of names means: a column, or a member of a struct; null if it means
   * nothing.
   */
  @Nullable OdpsType type(List<String> path) {
    for (Relation relation : relations) {
      Column column = column(relation, path);
      if (column != null) {
        int used = relation.alias().equals(path.get(0)) && path.size() > 1 ? 2 : 1;
        return member(column.type(), path.subList(used, path.size()));
      }
    }
    for (Column alias : aliases) {
      if (alias.name().equals(path.get(0))) {
        return member(alias.type(), path.subList(1, path.size()));
      }
    }
    return outer == null ? null : outer.type(path);
  }

  private @Nullable Column column(Relation relation, List<String> path) {
    if (path.size() > 1 && relation.alias().equals(path.get(0))) {
      return relation.column(path.get(1));
    }
    boolean qualified = path.size() > 1 && hasAlias(path.get(0));
    return qualified ? null : relation.column(path.get(0));
  }

  private boolean hasAlias(String name) {
    return relations.stream().anyMatch(relation -> relation.alias().equals(name));
  }

  /** The type of a member of a struct, of a member of that member, and so on. */
  static @Nullable OdpsType member(OdpsType type, List<String> path) {
    if (path.isEmpty()) {
      return type;
    }
    if (!(type instanceof OdpsType.Struct struct)) {
      return null;
    }
    for (OdpsType.Member member : struct.members()) {
      if (member.name().equalsIgnoreCase(path.get(0))) {
        return member(member.type(), path.subList(1, path.size()));
      }
    }
    return null;
  }
}
