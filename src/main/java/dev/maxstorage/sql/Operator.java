package dev.maxstorage.sql;

/** A comparison. */
public enum Operator {
  EQ("=", false, true, false),
  NE("!=", true, false, true),
  LT("<", true, false, false),
  LE("<=", true, true, false),
  GT(">", false, false, true),
  GE(">=", false, true, true);

  private final String symbol;
  private final boolean acceptsLess;
  private final boolean acceptsEqual;
  private final boolean acceptsGreater;

  Operator(String symbol, boolean acceptsLess, boolean acceptsEqual, boolean acceptsGreater) {
    this.symbol = symbol;
    this.acceptsLess = acceptsLess;
    this.acceptsEqual = acceptsEqual;
    this.acceptsGreater = acceptsGreater;
  }

  /** The operator as the server reads it. */
  public String symbol() {
    return symbol;
  }

  /** The operator for swapped sides: {@code 1 < a} is {@code a > 1}. */
  public Operator swapped() {
    return switch (this) {
      case EQ, NE -> this;
      case LT -> GT;
      case LE -> GE;
      case GT -> LT;
      case GE -> LE;
    };
  }

  /** The operator of the negation: not {@code <} is {@code >=}. */
  public Operator negated() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case LT -> GE;
      case LE -> GT;
      case GT -> LE;
      case GE -> LT;
    };
  }

  /** Whether the operator accepts a left side that compares so to the right one. */
  public boolean accepts(int comparison) {
    return comparison < 0 ? acceptsLess : comparison > 0 ? acceptsGreater : acceptsEqual;
  }
}
