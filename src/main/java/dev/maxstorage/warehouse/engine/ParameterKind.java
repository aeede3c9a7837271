package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import java.util.Locale;

/** What a function takes in one place; the word in lower case stands in {@link Signature}s. */
enum ParameterKind {
  /** Text; numbers and times become text. */
  STRING,
  /** A string literal. */
  LITERAL,
  /** An integer of any size. */
  INTEGER,
  /** Any number as BIGINT, fractions cut off; text that is one. */
  BIGINT,
  /** As BIGINT, in the range of INT. */
  INT,
  /** Any number as DOUBLE; text that is one. */
  DOUBLE,
  DECIMAL,
  /** Any number; text that is one becomes DOUBLE. */
  NUMBER,
  BOOLEAN,
  BINARY,
  /** DATE, DATETIME or a timestamp; text becomes DATETIME. */
  TIME,
  /** Any time as DATE; text that is one. */
  DATE,
  /** Any time as DATETIME; text that is one. */
  DATETIME,
  TIMESTAMP,
  ARRAY,
  MAP,
  STRUCT,
  /** A lambda, as no other kind does. */
  LAMBDA,
  /** Anything. */
  ANY,
  /** Anything; all arguments of this kind become one type. */
  COMMON;

  static ParameterKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether a value of the type is taken as it is. */
  boolean takes(SqlValue value) {
    OdpsType type = value.type();
    if (value.lambda() != null) {
      return this == LAMBDA;
    }
    return switch (this) {
      case STRING -> SqlTypes.isText(type);
      case LITERAL -> value.constant() != null;
      case INTEGER, BIGINT -> SqlTypes.isInteger(type);
      case INT -> SqlTypes.isInteger(type) && type.kind() != Kind.BIGINT;
      case DOUBLE -> type.kind() == Kind.DOUBLE;
      case NUMBER -> SqlTypes.isNumber(type);
      case TIME -> SqlTypes.isTime(type);
      case ANY, COMMON -> true;
      default -> type.kind().name().equals(name());
    };
  }

  /**
   * The value as this kind.
   *
   * @throws SqlTypeException if it has to be cast explicitly, or cannot be
   */
  SqlValue of(SqlValue value) {
    if (takes(value)) {
      return value;
    }
    if (value.lambda() != null) {
      throw new SqlTypeException("a lambda is not wanted there");
    }
    return switch (this) {
      case STRING -> Conversions.string(value);
      case BIGINT -> Conversions.cast(Conversions.number(value), SqlTypes.BIGINT);
      case INT -> Conversions.cast(Conversions.number(value), SqlTypes.INT);
      case DOUBLE -> Conversions.cast(Conversions.number(value), SqlTypes.DOUBLE);
      case NUMBER -> Conversions.number(value);
      case TIME -> Conversions.time(value);
      case DATE -> Conversions.cast(Conversions.time(value), SqlTypes.DATE);
      case DATETIME -> Conversions.cast(Conversions.time(value), SqlTypes.DATETIME);
      case BOOLEAN -> {
        if (value.isNothing()) {
          yield Conversions.nothing(SqlTypes.BOOLEAN);
        }
        throw Conversions.mismatch(value, "a boolean");
      }
      case LAMBDA -> throw new SqlTypeException("a lambda is wanted");
      case LITERAL -> throw new SqlTypeException("a string literal is wanted");
      default ->
          throw Conversions.mismatch(value, "of the kind " + name().toLowerCase(Locale.ROOT));
    };
  }
}
