package dev.maxstorage.types;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A MaxCompute type: a scalar, or an ARRAY, MAP or STRUCT of types.
 *
 * <p>Immutable values; two types are equal when their texts mean the same. Source of the grammar:
 * control-plane document, chapter 10.
 */
public sealed interface OdpsType {

  /** What kind of type this is; one constant a type word of the grammar. */
  Kind kind();

  /**
   * The type expression as the wire writes it: lower case, no blanks, such as {@code
   * array<struct<a:int,b:decimal(10,2)>>}. Struct members that are not plain words are in
   * back-ticks.
   */
  String text();

  /** The type words of MaxCompute. */
  enum Kind {
    TINYINT,
    SMALLINT,
    INT,
    BIGINT,
    FLOAT,
    DOUBLE,
    BOOLEAN,
    DECIMAL,
    STRING,
    VARCHAR,
    CHAR,
    BINARY,
    DATE,
    DATETIME,
    TIMESTAMP,
    TIMESTAMP_NTZ,
    JSON,
    INTERVAL_DAY_TIME,
    INTERVAL_YEAR_MONTH,
    ARRAY,
    MAP,
    STRUCT,
    BLOB,
    VOID;

    /** The word as the wire writes it, lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A type without arguments, such as BIGINT or TIMESTAMP_NTZ. */
  record Scalar(Kind kind) implements OdpsType {
    public Scalar {
      switch (kind) {
        case DECIMAL, VARCHAR, CHAR, ARRAY, MAP, STRUCT ->
            throw new IllegalArgumentException("Type " + kind + " has arguments");
        default -> {}
      }
    }

    @Override
    public String text() {
      return kind.word();
    }
  }

  /**
   * DECIMAL(precision, scale), precision 1 to 76, scale 0 to precision. DECIMAL without arguments
   * is (38,18).
   */
  record Decimal(int precision, int scale) implements OdpsType {
    /** DECIMAL without arguments. */
    public static final Decimal DEFAULT = new Decimal(38, 18);

    public Decimal {
      if (precision < 1 || precision > 76 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "decimal(" + precision + "," + scale + ") is not a decimal type");
      }
    }

    @Override
    public Kind kind() {
      return Kind.DECIMAL;
    }

    @Override
    public String text() {
      return "decimal(" + precision + "," + scale + ")";
    }
  }

  /** VARCHAR(length) or CHAR(length); the length counts characters, at least 1. */
  record Text(Kind kind, int length) implements OdpsType {
    public Text {
      if (kind != Kind.VARCHAR && kind != Kind.CHAR) {
        throw new IllegalArgumentException("Type " + kind + " has no length");
      }
      if (length < 1) {
        throw new IllegalArgumentException(kind.word() + " length " + length + " is less than 1");
      }
    }

    @Override
    public String text() {
      return kind.word() + "(" + length + ")";
    }
  }

  /** ARRAY of elements of one type. */
  record Array(OdpsType element) implements OdpsType {
    @Override
    public Kind kind() {
      return Kind.ARRAY;
    }

    @Override
    public String text() {
      return "array<" + element.text() + ">";
    }
  }

  /** MAP from keys, never null, to values. */
  record Map(OdpsType key, OdpsType value) implements OdpsType {
    @Override
    public Kind kind() {
      return Kind.MAP;
    }

    @Override
    public String text() {
      return "map<" + key.text() + "," + value.text() + ">";
    }
  }

  /** STRUCT of named members, in order. */
  record Struct(List<Member> members) implements OdpsType {
    public Struct {
      members = List.copyOf(members);
    }

    @Override
    public Kind kind() {
      return Kind.STRUCT;
    }

    @Override
    public String text() {
      return members.stream()
          .map(member -> quoted(member.name()) + ":" + member.type().text())
          .collect(Collectors.joining(",", "struct<", ">"));
    }

    static String quoted(String name) {
      boolean plain = name.matches("[A-Za-z_][A-Za-z0-9_]*");
      return plain ? name : "`" + name.replace("`", "``") + "`";
    }
  }

  /** One member of a STRUCT; the name keeps its case. */
  record Member(String name, OdpsType type) {}
}
