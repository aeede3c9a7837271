package dev.maxstorage.predicate;

import dev.maxstorage.sql.Predicate;
import dev.maxstorage.sql.ScanPlan;
import dev.maxstorage.sql.SqlRecognizer;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conditions and columns from text, and bound conditions as text. */
final class BoundText {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private BoundText() {}

  /** Columns from {@code name type; name type}. */
  static List<Column> columns(String text) {
    List<Column> columns = new ArrayList<>();
    for (String part : text.split(";")) {
      String[] words = part.strip().split(" ", 2);
      columns.add(Column.of(words[0], OdpsTypeParser.parse(words[1])));
    }
    return columns;
  }

  static BoundPredicate bind(
      List<Column> columns, String condition, @Nullable Object... parameters) {
    ScanPlan scan = (ScanPlan) SqlRecognizer.recognize("select * from t where " + condition);
    Predicate predicate = Objects.requireNonNull(scan.predicate());
    return PredicateBinder.bind(predicate, columns, Arrays.asList(parameters), ZONE);
  }

  static String of(BoundPredicate predicate) {
    if (predicate instanceof BoundPredicate.And and) {
      return and.operands().stream()
          .map(BoundText::of)
          .collect(Collectors.joining(" and ", "(", ")"));
    } else if (predicate instanceof BoundPredicate.Or or) {
      return or.operands().stream()
          .map(BoundText::of)
          .collect(Collectors.joining(" or ", "(", ")"));
    } else if (predicate instanceof BoundPredicate.Comparison comparison) {
      return comparison.column().name()
          + " "
          + comparison.operator().symbol()
          + " "
          + value(comparison.value());
    } else if (predicate instanceof BoundPredicate.In in) {
      return in.column().name()
          + (in.negated() ? " not in " : " in ")
          + in.values().stream().map(BoundText::value).toList();
    } else if (predicate instanceof BoundPredicate.Like like) {
      return like.column().name() + (like.negated() ? " not like " : " like ") + like.pattern();
    } else if (predicate instanceof BoundPredicate.IsNull isNull) {
      return isNull.column().name() + (isNull.negated() ? " is not null" : " is null");
    }
    return String.valueOf(((BoundPredicate.Constant) predicate).value());
  }

  private static String value(Object value) {
    String text = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value + "";
    return value.getClass().getSimpleName() + " " + text;
  }
}
