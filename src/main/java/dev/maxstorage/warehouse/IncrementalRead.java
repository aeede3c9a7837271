package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.warehouse.engine.VersionRange;
import dev.maxstorage.wire.IncrementalReadOptions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of an incremental read. Times are UTC.
 *
 * <p>Source: Storage API document, 4.10 and OP-16. The end version 0 counts as unset: one client
 * sends 0 for both versions when it means times, and nothing ends there.
 */
final class IncrementalRead {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private IncrementalRead() {}

  /** The commits that the options ask for; mode cdc is refused for a table without a key. */
  static VersionRange versions(TableDescription table, @Nullable IncrementalReadOptions given) {
    IncrementalReadOptions options = given == null ? IncrementalReadOptions.UNSET : given;
    String mode = options.mode() == null ? "" : options.mode().strip().toLowerCase(Locale.ROOT);
    VersionRange.Images images =
        switch (mode) {
          case "", "append", "version", "timestamp" -> VersionRange.Images.NEWEST;
          case "cdc" -> VersionRange.Images.BEFORE_AND_AFTER;
          default ->
              throw Refusal.badRequest(
                  "Mode "
                      + mode
                      + " of IncrementalReadOptions is none of append, cdc, version, timestamp");
        };
    if (images == VersionRange.Images.BEFORE_AND_AFTER && !table.isDelta()) {
      throw Refusal.unsupported(
          "Incremental reads of mode cdc need a table with a primary key; "
              + table.name().text()
              + " has none, mode append works");
    }
    Long start = options.startVersion();
    Long end = options.endVersion();
    Instant startTime = time("StartTimeStamp", options.startTimeStamp());
    Instant endTime = time("EndTimeStamp", options.endTimeStamp());
    return new VersionRange(
        start == null || start < 0 ? VersionRange.ALL.after() : start,
        end == null || end <= 0 ? VersionRange.ALL.upTo() : end,
        startTime == null ? VersionRange.ALL.afterTime() : startTime,
        endTime == null ? VersionRange.ALL.upToTime() : endTime,
        images);
  }

  private static @Nullable Instant time(String member, @Nullable String text) {
    if (text == null || text.isBlank() || text.strip().equals("-1")) {
      return null;
    }
    try {
      return LocalDateTime.parse(text.strip(), TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw Refusal.badRequest(
          member + " '" + text + "' is not a time of the form YYYY-MM-DD HH:MM:SS.fff");
    }
  }

  /** The options as the answer shows them: strict clients need all five members. */
  static IncrementalReadOptions echo(@Nullable IncrementalReadOptions given) {
    IncrementalReadOptions unset = IncrementalReadOptions.UNSET;
    if (given == null) {
      return unset;
    }
    return new IncrementalReadOptions(
        given.mode() == null ? unset.mode() : given.mode(),
        given.startVersion() == null ? unset.startVersion() : given.startVersion(),
        given.endVersion() == null ? unset.endVersion() : given.endVersion(),
        given.startTimeStamp() == null ? unset.startTimeStamp() : given.startTimeStamp(),
        given.endTimeStamp() == null ? unset.endTimeStamp() : given.endTimeStamp());
  }
}
