package dev.maxstorage.warehouse;

import dev.maxstorage.wire.WireHeaders;
import java.util.concurrent.atomic.AtomicLong;

/** Hands route tokens out, a new one each time; nobody asks for them again. */
final class RouteTokens {
  private final TestSwitches switches;
  private final AtomicLong count = new AtomicLong();

  RouteTokens(TestSwitches switches) {
    this.switches = switches;
  }

  /** The answer with a token. */
  Response on(Response response, String sessionId) {
    if (switches.is(TestSwitches.RouteTokens.OMIT)) {
      return response;
    }
    String token = "route-" + sessionId + "-" + count.incrementAndGet();
    return response.with(WireHeaders.ROUTE_TOKEN, token);
  }
}
