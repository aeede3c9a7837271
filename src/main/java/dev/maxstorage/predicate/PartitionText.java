package dev.maxstorage.predicate;

import dev.maxstorage.types.OdpsType.Kind;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Compares the text of a partition value with a typed one; null where the text is malformed. */
final class PartitionText {
  private PartitionText() {}

  static @Nullable Integer compareInteger(String text, long value) {
    try {
      return Long.compare(Long.parseLong(text), value);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static int compareText(Kind kind, String text, String value) {
    return kind == Kind.CHAR
        ? Arrays.compareUnsigned(TextBytes.trimmed(text), TextBytes.trimmed(value))
        : Arrays.compareUnsigned(TextBytes.of(text), TextBytes.of(value));
  }

  static @Nullable Integer compareDate(String text, Object value) {
    LocalDate date = TimeText.date(text);
    return date == null ? null : date.compareTo((LocalDate) value);
  }
}
