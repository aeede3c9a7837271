package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import org.jspecify.annotations.Nullable;

/** Which types a column may get: those that hold every value of its type. */
final class TypeWidening {
  private TypeWidening() {}

  /**
   * The column's value in another type, as a DuckDB expression; null if that type does not hold
   * every value.
   */
  static @Nullable String expression(Column column, OdpsType to) {
    String name = DuckSql.name(column.name());
    OdpsType from = column.type();
    if (from.equals(to)) {
      return name;
    }
    if (!holds(from, to)) {
      return null;
    }
    return SqlTypes.isText(to) && !SqlTypes.isText(from)
        ? Conversions.string(SqlValue.of(name, from)).sql()
        : "CAST(" + name + " AS " + DuckSql.type(to) + ")";
  }

  private static boolean holds(OdpsType from, OdpsType to) {
    Kind wanted = to.kind();
    int digits = digits(from.kind());
    if (digits > 0) {
      return switch (wanted) {
        case SMALLINT, INT, BIGINT -> digits(wanted) > digits;
        case FLOAT -> digits <= 5;
        case DOUBLE -> digits <= 10;
        case STRING -> true;
        case DECIMAL -> whole((OdpsType.Decimal) to) >= digits;
        default -> false;
      };
    }
    if (from instanceof OdpsType.Decimal decimal) {
      return wanted == Kind.STRING
          || (to instanceof OdpsType.Decimal wider
              && wider.scale() >= decimal.scale()
              && whole(wider) >= whole(decimal));
    }
    if (from instanceof OdpsType.Text text) {
      return wanted == Kind.STRING
          || (wanted == Kind.VARCHAR && ((OdpsType.Text) to).length() >= text.length())
          || (wanted == from.kind() && ((OdpsType.Text) to).length() >= text.length());
    }
    return (from.kind() == Kind.FLOAT && wanted == Kind.DOUBLE)
        || (from.kind() == Kind.DATETIME && wanted == Kind.TIMESTAMP);
  }

  /** Digits before the point. */
  private static int whole(OdpsType.Decimal decimal) {
    return decimal.precision() - decimal.scale();
  }

  /** Decimal digits of an integer type, 0 for another type. */
  private static int digits(Kind kind) {
    return switch (kind) {
      case TINYINT -> 3;
      case SMALLINT -> 5;
      case INT -> 10;
      case BIGINT -> 19;
      default -> 0;
    };
  }
}
