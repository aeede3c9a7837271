package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.And;
import dev.maxstorage.predicate.BoundPredicate.Constant;
import dev.maxstorage.predicate.BoundPredicate.Or;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of {@code FilterPredicate}: a filter that is TRUE for every row for which the condition
 * is, and maybe for more. Source: control-plane document, chapter 15.
 *
 * <p>The server may deliver more than it says; the whole condition must be decided again by {@link
 * RowFilter}. The session must ask for nanoseconds, or TIMESTAMP_NTZ conditions would be narrower.
 */
public final class FilterPushdown {
  /** The longest text that is sent, in bytes. */
  static final int MAX_BYTES = 16 * 1024 - 1;

  private static final int MAX_PUSHED_SCALE = 18;

  private FilterPushdown() {}

  /** The filter, with conditions on DATETIME and TIMESTAMP left out. */
  public static String text(BoundPredicate predicate, List<Column> tableColumns) {
    return text(predicate, tableColumns, InstantPushdown.OFF);
  }

  /**
   * The filter of a condition.
   *
   * @param predicate a condition; {@link BoundPredicate#isNever} is answered without a session, its
   *     text here is empty
   * @param tableColumns the data columns, all of them; conditions on others, such as partition
   *     columns, are left out
   * @param instants how DATETIME and TIMESTAMP are treated
   * @return empty if nothing can be said
   */
  public static String text(
      BoundPredicate predicate, List<Column> tableColumns, InstantPushdown instants) {
    if (tableColumns.stream().anyMatch(FilterPushdown::switchesOff)) {
      return "";
    }
    WidenedLeaf widened = new WidenedLeaf(tableColumns, instants);
    BoundPredicate pushed = Leaves.replace(predicate, widened::of);
    if (pushed instanceof Constant) {
      return "";
    }
    BoundPredicate shortened =
        shortened(pushed instanceof And and ? and.operands() : List.of(pushed));
    return shortened instanceof Constant ? "" : text(shortened);
  }

  /**
   * One decimal of a large scale anywhere in the table, and nothing may be pushed (15.6, rule 4).
   */
  private static boolean switchesOff(Column column) {
    return column.type() instanceof OdpsType.Decimal decimal && decimal.scale() > MAX_PUSHED_SCALE;
  }

  /** As many of the conditions as the longest text can hold. */
  private static BoundPredicate shortened(List<BoundPredicate> operands) {
    List<BoundPredicate> kept = new ArrayList<>();
    int left = MAX_BYTES;
    for (BoundPredicate operand : operands) {
      int bytes = text(operand).getBytes(StandardCharsets.UTF_8).length + "() and ".length();
      if (bytes <= left) {
        kept.add(operand);
        left -= bytes;
      }
    }
    return Leaves.and(kept);
  }

  private static String text(BoundPredicate predicate) {
    if (predicate instanceof And and) {
      return join(and.operands(), " and ");
    } else if (predicate instanceof Or or) {
      return join(or.operands(), " or ");
    }
    return LeafText.of(predicate);
  }

  /** A part with the other connective is put in parentheses. */
  private static String join(List<BoundPredicate> operands, String connective) {
    return operands.stream()
        .map(
            operand ->
                operand instanceof And || operand instanceof Or
                    ? "(" + text(operand) + ")"
                    : text(operand))
        .collect(Collectors.joining(connective));
  }
}
