package dev.maxstorage.warehouse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a warehouse misbehave, so that a client's answer to failures can be tested.
 *
 * <pre>{@code
 * FaultPlan faults = server.faults();
 * faults.on("TableRead").request(2).cutAfter(1_000);
 * faults.on("TableCreateReadSession").request(1).answer(429, Duration.ofSeconds(1));
 * faults.on("TableCommitWriteSession").everyRequest().dropAnswer();
 * faults.on("BlobRead").everyRequest().throttle(1_000_000);
 * }</pre>
 *
 * <p>Operations are the actions of the Storage API by their text, such as {@code TableRead}, and
 * those of the control plane: {@code GetProject}, {@code ListProjects}, {@code ListSchemas}, {@code
 * GetSchema}, {@code ListFunctions}, {@code GetTenant}, {@code GetLogviewHost}, {@code ListTables},
 * {@code QueryTables}, {@code GetTable}, {@code ListPartitions}, {@code GetPartition}, {@code
 * GetTunnel}, {@code CreateInstance}, {@code GetInstance}, {@code GetTaskStatus}, {@code
 * GetResult}, {@code GetSummary}, {@code CancelInstance}. Besides them {@code GetHealth}. At most
 * one fault strikes a request, the one that was added first. Requests that fail their signature
 * check are not counted. Thread-safe.
 */
public final class FaultPlan {
  private final List<Rule> rules = new ArrayList<>();
  private long struck;

  /** A plan without faults. */
  public FaultPlan() {}

  /** Begins a fault on requests of an operation, by its name. */
  public Place on(String operation) {
    return new Place(Objects.requireNonNull(operation));
  }

  /** Removes all faults. */
  public synchronized void clear() {
    rules.clear();
  }

  /** How many requests a fault has struck so far. */
  public synchronized long struck() {
    return struck;
  }

  private synchronized void add(Rule rule) {
    rules.add(rule);
  }

  /** The fault for the next request of this operation, or null. */
  synchronized @Nullable Fault next(String operation) {
    Fault fault = null;
    for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
      Rule rule = each.next();
      if (rule.operation.equals(operation)) {
        rule.seen++;
        if (fault == null && (rule.number == 0 || rule.number == rule.seen)) {
          fault = rule.fault;
          struck++;
        }
        if (rule.number != 0 && rule.seen >= rule.number) {
          each.remove();
        }
      }
    }
    return fault;
  }

  /** An operation that a fault shall strike. */
  public final class Place {
    private final String operation;

    private Place(String operation) {
      this.operation = operation;
    }

    /** The fault strikes one request: the {@code number}-th of this operation from now, 1-based. */
    public Strike request(int number) {
      if (number < 1) {
        throw new IllegalArgumentException("Request number " + number + " is less than 1");
      }
      return new Strike(operation, number);
    }

    /** The fault strikes all requests of this operation from now on. */
    public Strike everyRequest() {
      return new Strike(operation, 0);
    }
  }

  /** What happens to the requests of a {@link Place}; one call ends the sentence. */
  public final class Strike {
    private final String operation;
    private final int number;

    private Strike(String operation, int number) {
      this.operation = operation;
      this.number = number;
    }

    /** Answers this HTTP status, without doing the work. */
    public void answer(int status) {
      add(new Fault.AnswerStatus(status, code(status), null));
    }

    /** Answers this HTTP status with {@code Retry-After}, in whole seconds, without the work. */
    public void answer(int status, Duration retryAfter) {
      add(new Fault.AnswerStatus(status, code(status), retryAfter));
    }

    /** Does the work, then closes the connection without an answer. */
    public void dropAnswer() {
      add(new Fault.DropAnswer());
    }

    /** Closes the connection after so many bytes of the answer's body; a shorter body is whole. */
    public void cutAfter(long bytes) {
      add(new Fault.Cut(notNegative(bytes)));
    }

    /** Inverts the lowest bit of the byte at this offset of the answer's body, 0-based. */
    public void flipBitAt(long offset) {
      add(new Fault.FlipBit(notNegative(offset)));
    }

    /** Sends nothing for this long after so many bytes of the answer's body. */
    public void stallAfter(long bytes, Duration duration) {
      add(new Fault.Stall(notNegative(bytes), duration));
    }

    /** Sends the answer's body at this many bytes a second; each answer has a rate of its own. */
    public void throttle(long bytesPerSecond) {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException(
            "Rate of " + bytesPerSecond + " bytes a second is less than 1");
      }
      add(new Fault.Throttle(bytesPerSecond));
    }

    private void add(Fault fault) {
      FaultPlan.this.add(new Rule(operation, number, fault));
    }

    private static long notNegative(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("Byte position " + bytes + " is negative");
      }
      return bytes;
    }

    private static String code(int status) {
      return switch (status) {
        case 401 -> "Unauthorized";
        case 403 -> "NoPermission";
        case 404 -> "NoSuchObject";
        case 409 -> "InvalidState";
        case 429 -> "FlowExceeded";
        case 503 -> "ServiceUnavailable";
        default -> status < 500 ? "InvalidParameter" : "InternalServerError";
      };
    }
  }

  private static final class Rule {
    private final String operation;
    private final int number;
    private final Fault fault;
    private int seen;

    Rule(String operation, int number, Fault fault) {
      this.operation = operation;
      this.number = number;
      this.fault = fault;
    }
  }
}
