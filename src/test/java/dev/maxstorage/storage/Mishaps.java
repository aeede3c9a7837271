package dev.maxstorage.storage;

import dev.maxstorage.testing.RawHttp;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What happens between a client and the warehouse in one schedule of {@link ExactlyOnceTest} or its
 * like over JDBC, as a seed says: requests and answers that get lost, are cut, come twice or late,
 * statuses that a gateway makes up, and restarts of the server.
 */
public final class Mishaps {
  /** What can happen to one request. */
  public enum Mishap {
    LOST_REQUEST,
    CUT_REQUEST,
    LOST_ANSWER,
    CUT_ANSWER,
    STATUS_IN_PLACE_OF_THE_WORK,
    STATUS_IN_PLACE_OF_THE_ANSWER,
    TWICE,
    EARLIER_WRITE_COMES_AGAIN,
    RESTART_BEFORE,
    RESTART_AFTER
  }

  private static final int[] STATUSES = {429, 500, 502, 503, 504, 408};

  private final RestartedServer server;
  private final Random random;
  private final double frequency;
  private final boolean restarts;
  private final boolean duplicates;
  private final List<RecordedRequest> writes = new ArrayList<>();
  private final List<String> history = new ArrayList<>();

  /**
   * @param duplicates whether requests come twice; only offsets protect from that
   */
  public Mishaps(RestartedServer server, long seed, boolean duplicates) {
    this.server = server;
    this.random = new Random(seed);
    this.frequency = random.nextDouble() * 0.5;
    this.restarts = random.nextInt(8) == 0;
    this.duplicates = duplicates;
  }

  /** What happened, a line a request. */
  public List<String> history() {
    return history;
  }

  /** What the client gets for a request. */
  public synchronized ScriptedReply answer(RecordedRequest request) {
    boolean strikes = random.nextDouble() < frequency;
    Mishap mishap = strikes ? next() : null;
    history.add(request.action() + (mishap == null ? "" : " " + mishap));
    try {
      ScriptedReply reply = mishap == null ? forward(request) : answer(request, mishap);
      if (request.action().equals("TableWrite")) {
        writes.add(request);
      }
      return reply;
    } catch (IOException e) {
      return ScriptedReply.noAnswer();
    }
  }

  private Mishap next() {
    while (true) {
      Mishap mishap = Mishap.values()[random.nextInt(Mishap.values().length)];
      boolean possible =
          switch (mishap) {
            case RESTART_BEFORE, RESTART_AFTER -> restarts;
            case TWICE, EARLIER_WRITE_COMES_AGAIN -> duplicates;
            default -> true;
          };
      if (possible) {
        return mishap;
      }
    }
  }

  private ScriptedReply forward(RecordedRequest request) throws IOException {
    return RawHttp.forward(server.uri(), request);
  }

  private ScriptedReply answer(RecordedRequest request, Mishap mishap) throws IOException {
    switch (mishap) {
      case LOST_REQUEST -> {
        return ScriptedReply.noAnswer();
      }
      case CUT_REQUEST -> {
        RawHttp.forwardPart(server.uri(), request, random.nextDouble());
        return ScriptedReply.noAnswer();
      }
      case LOST_ANSWER -> {
        forward(request);
        return ScriptedReply.noAnswer();
      }
      case CUT_ANSWER -> {
        ScriptedReply reply = forward(request);
        return reply.cutAfter(random.nextInt(reply.body().length + 1));
      }
      case STATUS_IN_PLACE_OF_THE_WORK -> {
        return status(STATUSES[random.nextInt(STATUSES.length)]);
      }
      case STATUS_IN_PLACE_OF_THE_ANSWER -> {
        forward(request);
        return status(STATUSES[1 + random.nextInt(STATUSES.length - 1)]); // 429 means not done
      }
      case TWICE -> {
        ScriptedReply first = forward(request);
        ScriptedReply second = forward(request);
        return random.nextBoolean() ? first : second;
      }
      case EARLIER_WRITE_COMES_AGAIN -> {
        if (!writes.isEmpty()) {
          forward(writes.get(random.nextInt(writes.size())));
        }
        return forward(request);
      }
      case RESTART_BEFORE -> {
        server.restart();
        return forward(request);
      }
      case RESTART_AFTER -> {
        forward(request);
        server.restart();
        return ScriptedReply.noAnswer();
      }
    }
    throw new AssertionError(mishap);
  }

  private static ScriptedReply status(int status) {
    return ScriptedReply.of(status, "{\"Code\":\"Gateway\",\"Message\":\"made up\"}");
  }
}
