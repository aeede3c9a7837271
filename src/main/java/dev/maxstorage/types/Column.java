package dev.maxstorage.types;

/**
 * A column of a table or of a result.
 *
 * @param name as the table spells it; lookups ignore case
 * @param type the declared MaxCompute type
 * @param nullable whether a value may be null
 * @param comment free text, empty if there is none
 */
public record Column(String name, OdpsType type, boolean nullable, String comment) {

  /** A nullable column without a comment. */
  public static Column of(String name, OdpsType type) {
    return new Column(name, type, true, "");
  }
}
