package dev.maxstorage.warehouse;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a warehouse behave as other servers do, where the protocol leaves a choice or a client must
 * be prepared for worse.
 *
 * <pre>{@code
 * server.switches().set(TestSwitches.ArrowCompression.BODY);
 * server.switches().set(TestSwitches.Filters.IGNORE);
 * server.switches().readSessions(2, "NORMAL");
 * }</pre>
 *
 * <p>The first constant of each enum is what a warehouse does unless told otherwise. A switch takes
 * effect with the next request. Thread-safe. Source: Storage API document, 10.1; control-plane
 * document, 16.4.
 */
public final class TestSwitches {
  private final Map<Class<?>, Choice> choices = new ConcurrentHashMap<>();
  private volatile SessionWords sessionWords = SessionWords.DEFAULT;

  TestSwitches() {}

  /** One position of a switch. */
  public sealed interface Choice
      permits ArrowCompression,
          BlobLayers,
          BlobDigests,
          WriteCounts,
          UnclosedStreams,
          AccessTokens,
          TimestampForm,
          TextForm,
          RouteTokens,
          Filters,
          RecordCounts,
          BearerTokens {}

  /** Where rows are compressed if the client asks for a codec. */
  public enum ArrowCompression implements Choice {
    /** In the buffers of the record batches. */
    IPC,
    /** The body as a whole, with {@code Content-Encoding}. */
    BODY,
    /** Nowhere. */
    NONE
  }

  /** The order of the layers of a compressed blob read. */
  public enum BlobLayers implements Choice {
    /** CRC blocks around compressed bytes. */
    CRC_OUTERMOST,
    /** Compression around CRC blocks, as an old client expected. */
    CRC_INNERMOST
  }

  /** The MD5 that a single blob upload is answered with. */
  public enum BlobDigests implements Choice {
    /** That of the bytes received. */
    TRUE,
    /** Zeros. */
    WRONG
  }

  /** What happens if {@code Count} of a write is not the number of its rows. */
  public enum WriteCounts implements Choice {
    /** Nothing. */
    LENIENT,
    /** The write is refused with 400; 0 means unknown still. */
    STRICT
  }

  /** What happens to streams that are not closed when their session is committed. */
  public enum UnclosedStreams implements Choice {
    /** Their rows are dropped. */
    DROP,
    /** The commit is refused with 409. */
    REFUSE
  }

  /** The access tokens of exactly-once streams. */
  public enum AccessTokens implements Choice {
    /** Handed out, and only the newest one is good. */
    CHECK,
    /** Handed out and not looked at. */
    IGNORE,
    /** Not handed out, and not looked at. */
    OMIT
  }

  /** The Arrow type of TIMESTAMP and TIMESTAMP_NTZ columns that are read. */
  public enum TimestampForm implements Choice {
    /** A timestamp of the unit asked for. */
    TIMESTAMP,
    /** {@code Struct{sec, nano}}; only columns of their own, not inside arrays, maps, structs. */
    STRUCT
  }

  /** The Arrow type of texts and binaries that are read. */
  public enum TextForm implements Choice {
    /** Utf8 and Binary. */
    PLAIN,
    /** LargeUtf8 and LargeBinary; only columns of their own. Read sessions say so. */
    LARGE
  }

  /** Whether answers carry route tokens. */
  public enum RouteTokens implements Choice {
    /** A new one each time. */
    ISSUE,
    /** None. */
    OMIT
  }

  /** What becomes of the filter of a read session. */
  public enum Filters implements Choice {
    /** Exactly the rows for which it is true. */
    EXACT,
    /** All rows. */
    IGNORE,
    /** All rows of each batch that has a row for which it is true. */
    COARSE,
    /** Any filter is refused with 400. */
    REJECT,
    /** Any filter is refused with 400, unless the client allows to do without. */
    REJECT_UNLESS_FALLBACK
  }

  /** What {@code RecordCount} of a read session with a filter counts; not in RowOffset mode. */
  public enum RecordCounts implements Choice {
    /** All rows. */
    BEFORE_FILTER,
    /** The rows that pass the filter. */
    AFTER_FILTER
  }

  /** Whether a bearer token is good in place of a signature. */
  public enum BearerTokens implements Choice {
    /** It is not. */
    REFUSE,
    /** Any is, on a warehouse that listens on the loopback address. */
    ACCEPT
  }

  /** What new read sessions say of themselves. */
  record SessionWords(int initAnswers, String finalStatus) {
    static final SessionWords DEFAULT = new SessionWords(0, "NORMAL");
  }

  /** Sets one switch. */
  public void set(Choice choice) {
    choices.put(choice.getClass(), Objects.requireNonNull(choice));
  }

  /**
   * Lets the first answers of each read session that is created from now on say {@code INIT}.
   *
   * @param initAnswers how many answers say so, that of the creation included
   * @param finalStatus what later answers say: {@code NORMAL}, or any other text, with which no row
   *     can be read
   */
  public void readSessions(int initAnswers, String finalStatus) {
    if (initAnswers < 0) {
      throw new IllegalArgumentException("Number of INIT answers " + initAnswers + " is negative");
    }
    sessionWords = new SessionWords(initAnswers, Objects.requireNonNull(finalStatus));
  }

  /** Puts every switch back. */
  public void reset() {
    choices.clear();
    sessionWords = SessionWords.DEFAULT;
  }

  SessionWords sessionWords() {
    return sessionWords;
  }

  /** Where a switch stands. */
  <E extends Enum<E> & Choice> E position(Class<E> type) {
    Choice choice = choices.get(type);
    return choice == null ? type.getEnumConstants()[0] : type.cast(choice);
  }

  /** Whether a switch stands so. */
  boolean is(Choice choice) {
    Choice chosen = choices.get(choice.getClass());
    return chosen == null ? ((Enum<?>) choice).ordinal() == 0 : chosen == choice;
  }
}
