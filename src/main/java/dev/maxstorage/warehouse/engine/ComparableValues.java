package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings values that are compared to types that DuckDB compares as MaxCompute does: a number and a
 * text as numbers, a time and a text as times.
 */
final class ComparableValues {
  private ComparableValues() {}

  /**
   * The values, in order, converted where they must be.
   *
   * @throws SqlTypeException if they cannot be compared
   */
  static List<SqlValue> of(List<SqlValue> values) {
    OdpsType target = target(values.stream().map(SqlValue::type).toList());
    if (target == null) {
      return values;
    }
    return values.stream()
        .map(value -> isAmong(value.type(), target) ? value : Conversions.cast(value, target))
        .toList();
  }

  /** Both sides of an operator. */
  static List<SqlValue> of(SqlValue left, SqlValue right) {
    return of(List.of(left, right));
  }

  /** A decimal is compared with decimals and integers of any size. */
  private static boolean isAmong(OdpsType type, OdpsType target) {
    return SqlTypes.isVoid(type)
        || (SqlTypes.isDecimal(target) && (SqlTypes.isDecimal(type) || SqlTypes.isInteger(type)))
        || type.equals(target);
  }

  /** The type to compare in, null if the values are comparable as they are. */
  private static @Nullable OdpsType target(List<OdpsType> types) {
    boolean text = types.stream().anyMatch(SqlTypes::isText);
    boolean number = types.stream().anyMatch(SqlTypes::isNumber);
    boolean time = types.stream().anyMatch(SqlTypes::isTime);
    List<OdpsType> others =
        types.stream()
            .filter(type -> !SqlTypes.isText(type) && !SqlTypes.isNumber(type))
            .filter(type -> !SqlTypes.isTime(type) && !SqlTypes.isVoid(type))
            .toList();
    if (!others.isEmpty()) {
      return compareAlike(types, others);
    }
    if (number && time) {
      throw mismatch(types);
    }
    boolean times = types.stream().filter(SqlTypes::isTime).distinct().count() > 1;
    if (times || (text && time)) {
      return types.stream().filter(SqlTypes::isTime).reduce(SqlTypes.VOID, ComparableValues::wider);
    }
    if (text && number) {
      boolean exact =
          types.stream().anyMatch(SqlTypes::isDecimal)
              && types.stream().noneMatch(SqlTypes::isFloating);
      return exact ? OdpsType.Decimal.DEFAULT : SqlTypes.DOUBLE;
    }
    return null;
  }

  /** Booleans, bytes and nested values are compared only with their like. */
  private static @Nullable OdpsType compareAlike(List<OdpsType> types, List<OdpsType> others) {
    OdpsType all = types.stream().reduce(SqlTypes.VOID, ComparableValues::wider);
    if (all.kind() == Kind.BLOB || others.stream().anyMatch(type -> type.kind() != all.kind())) {
      throw mismatch(types);
    }
    if (all.kind() == Kind.STRUCT) {
      compareMembers(types);
      return null;
    }
    return types.stream().allMatch(type -> type.equals(all) || SqlTypes.isVoid(type)) ? null : all;
  }

  /** Members are compared in place, so they must be comparable without a conversion. */
  private static void compareMembers(List<OdpsType> types) {
    List<OdpsType.Struct> structs =
        types.stream()
            .filter(OdpsType.Struct.class::isInstance)
            .map(OdpsType.Struct.class::cast)
            .toList();
    for (int i = 0; i < structs.get(0).members().size(); i++) {
      int index = i;
      List<OdpsType> members =
          structs.stream().map(struct -> struct.members().get(index).type()).toList();
      if (target(members) != null) {
        throw mismatch(types);
      }
    }
  }

  private static OdpsType wider(OdpsType a, OdpsType b) {
    OdpsType common = SqlTypes.common(a, b);
    if (common == null) {
      throw mismatch(List.of(a, b));
    }
    return common;
  }

  private static SqlTypeException mismatch(List<OdpsType> types) {
    List<String> names = types.stream().map(OdpsType::text).distinct().toList();
    return new SqlTypeException(String.join(" and ", names) + " cannot be compared");
  }
}
