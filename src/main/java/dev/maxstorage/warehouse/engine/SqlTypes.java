package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Decimal;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types of SQL values: which belong together, and what comes of two of them. VOID is the type
 * of NULL and goes with every other.
 */
final class SqlTypes {
  static final OdpsType VOID = new Scalar(Kind.VOID);
  static final OdpsType TINYINT = new Scalar(Kind.TINYINT);
  static final OdpsType SMALLINT = new Scalar(Kind.SMALLINT);
  static final OdpsType INT = new Scalar(Kind.INT);
  static final OdpsType BIGINT = new Scalar(Kind.BIGINT);
  static final OdpsType FLOAT = new Scalar(Kind.FLOAT);
  static final OdpsType DOUBLE = new Scalar(Kind.DOUBLE);
  static final OdpsType BOOLEAN = new Scalar(Kind.BOOLEAN);
  static final OdpsType STRING = new Scalar(Kind.STRING);
  static final OdpsType BINARY = new Scalar(Kind.BINARY);
  static final OdpsType DATE = new Scalar(Kind.DATE);
  static final OdpsType DATETIME = new Scalar(Kind.DATETIME);
  static final OdpsType TIMESTAMP = new Scalar(Kind.TIMESTAMP);
  static final OdpsType TIMESTAMP_NTZ = new Scalar(Kind.TIMESTAMP_NTZ);
  static final OdpsType DAY_TIME = new Scalar(Kind.INTERVAL_DAY_TIME);
  static final OdpsType YEAR_MONTH = new Scalar(Kind.INTERVAL_YEAR_MONTH);

  /** The most digits after the point that a computed decimal has. */
  static final int MAX_SCALE = 18;

  private static final int MAX_PRECISION = 38;

  private SqlTypes() {}

  static boolean isVoid(OdpsType type) {
    return type.kind() == Kind.VOID;
  }

  static boolean isText(OdpsType type) {
    return switch (type.kind()) {
      case STRING, VARCHAR, CHAR, JSON -> true;
      default -> false;
    };
  }

  static boolean isInteger(OdpsType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> true;
      default -> false;
    };
  }

  static boolean isDecimal(OdpsType type) {
    return type.kind() == Kind.DECIMAL;
  }

  static boolean isFloating(OdpsType type) {
    return type.kind() == Kind.FLOAT || type.kind() == Kind.DOUBLE;
  }

  static boolean isNumber(OdpsType type) {
    return isInteger(type) || isDecimal(type) || isFloating(type);
  }

  /** DATE, DATETIME and the timestamps. */
  static boolean isTime(OdpsType type) {
    return switch (type.kind()) {
      case DATE, DATETIME, TIMESTAMP, TIMESTAMP_NTZ -> true;
      default -> false;
    };
  }

  static boolean isInterval(OdpsType type) {
    return type.kind() == Kind.INTERVAL_DAY_TIME || type.kind() == Kind.INTERVAL_YEAR_MONTH;
  }

  /**
   * The type that can hold values of both, null if there is none: of numbers the wider, of a number
   * or time and a text STRING.
   */
  static @Nullable OdpsType common(OdpsType a, OdpsType b) {
    if (a.equals(b) || isVoid(b)) {
      return a;
    }
    if (isVoid(a)) {
      return b;
    }
    if (isNumber(a) && isNumber(b)) {
      return commonNumber(a, b);
    }
    if (isTime(a) && isTime(b)) {
      return a.kind().compareTo(b.kind()) < 0 ? timeAbove(a, b) : timeAbove(b, a);
    }
    boolean scalars = isScalar(a) && isScalar(b);
    if (scalars && (isText(a) || isText(b))) {
      return STRING;
    }
    return commonNested(a, b);
  }

  /** A kind that is written as text: text, a number or a time. */
  private static boolean isScalar(OdpsType type) {
    return isText(type) || isNumber(type) || isTime(type);
  }

  /** The later of two kinds of time; a local and a zoned timestamp make a zoned one. */
  private static OdpsType timeAbove(OdpsType lower, OdpsType upper) {
    return lower.kind() == Kind.TIMESTAMP ? lower : upper;
  }

  private static OdpsType commonNumber(OdpsType a, OdpsType b) {
    if (isDecimal(a) || isDecimal(b)) {
      if (isFloating(a) || isFloating(b)) {
        return DOUBLE;
      }
      Decimal left = decimal(a);
      Decimal right = decimal(b);
      int scale = Math.max(left.scale(), right.scale());
      int whole = Math.max(whole(left), whole(right));
      return new Decimal(Math.min(MAX_PRECISION, whole + scale), scale);
    }
    return a.kind().compareTo(b.kind()) < 0 ? b : a;
  }

  private static int whole(Decimal type) {
    return type.precision() - type.scale();
  }

  private static @Nullable OdpsType commonNested(OdpsType a, OdpsType b) {
    if (a instanceof OdpsType.Array left && b instanceof OdpsType.Array right) {
      OdpsType element = common(left.element(), right.element());
      return element == null ? null : new OdpsType.Array(element);
    }
    if (a instanceof OdpsType.Map left && b instanceof OdpsType.Map right) {
      OdpsType key = common(left.key(), right.key());
      OdpsType value = common(left.value(), right.value());
      return key == null || value == null ? null : new OdpsType.Map(key, value);
    }
    if (a instanceof OdpsType.Struct left && b instanceof OdpsType.Struct right) {
      return commonStruct(left.members(), right.members());
    }
    return null;
  }

  private static @Nullable OdpsType commonStruct(
      List<OdpsType.Member> left, List<OdpsType.Member> right) {
    if (left.size() != right.size()) {
      return null;
    }
    List<OdpsType.Member> members = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      OdpsType type = common(left.get(i).type(), right.get(i).type());
      if (type == null || !left.get(i).name().equalsIgnoreCase(right.get(i).name())) {
        return null;
      }
      members.add(new OdpsType.Member(left.get(i).name(), type));
    }
    return new OdpsType.Struct(members);
  }

  /** The type of a stored value: NULL alone is stored as STRING. */
  static OdpsType stored(OdpsType type) {
    if (isVoid(type)) {
      return STRING;
    }
    if (type instanceof OdpsType.Array array) {
      return new OdpsType.Array(stored(array.element()));
    }
    if (type instanceof OdpsType.Map map) {
      return new OdpsType.Map(stored(map.key()), stored(map.value()));
    }
    if (type instanceof OdpsType.Struct struct) {
      return new OdpsType.Struct(
          struct.members().stream()
              .map(member -> new OdpsType.Member(member.name(), stored(member.type())))
              .toList());
    }
    return type;
  }

  /** The decimal that holds every value of an integer type, or the decimal itself. */
  static Decimal decimal(OdpsType type) {
    return switch (type.kind()) {
      case TINYINT -> new Decimal(3, 0);
      case SMALLINT -> new Decimal(5, 0);
      case INT -> new Decimal(10, 0);
      case BIGINT -> new Decimal(19, 0);
      case DECIMAL -> (Decimal) type;
      default -> throw new IllegalStateException(type.text() + " is not an exact number");
    };
  }

  static Decimal sum(Decimal a, Decimal b) {
    int scale = Math.max(a.scale(), b.scale());
    return decimal(Math.max(whole(a), whole(b)) + scale + 1, scale);
  }

  static Decimal product(Decimal a, Decimal b) {
    return decimal(a.precision() + b.precision() + 1, a.scale() + b.scale());
  }

  static Decimal quotient(Decimal a, Decimal b) {
    int scale = Math.max(6, a.scale() + b.precision() + 1);
    return decimal(whole(a) + b.scale() + scale, scale);
  }

  static Decimal remainder(Decimal a, Decimal b) {
    int scale = Math.max(a.scale(), b.scale());
    return decimal(Math.min(whole(a), whole(b)) + scale, scale);
  }

  /** The type of the mean of decimals: four digits more on both sides. */
  static Decimal mean(Decimal of) {
    return decimal(of.precision() + 4, of.scale() + 4);
  }

  /** A decimal of at most 38 digits, at most 18 of them after the point. */
  static Decimal decimal(int precision, int scale) {
    int kept = Math.min(scale, MAX_SCALE);
    return new Decimal(Math.min(precision - (scale - kept), MAX_PRECISION), kept);
  }
}
