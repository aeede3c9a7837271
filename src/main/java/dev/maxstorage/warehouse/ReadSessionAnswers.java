package dev.maxstorage.warehouse;

import dev.maxstorage.wire.DataFormat;
import dev.maxstorage.wire.ReadSchema;
import dev.maxstorage.wire.ReadSessionResponse;
import dev.maxstorage.wire.ReadSessionResponse.SessionStats;
import dev.maxstorage.wire.WriteSchema;
import java.time.Instant;
import java.util.List;

/**
 * What a read session says of itself: all members, always, since strict clients need each of them.
 *
 * <p>Source: Storage API document, 4.2.
 */
final class ReadSessionAnswers {
  private final RouteTokens routes;
  private final TestSwitches switches;

  ReadSessionAnswers(RouteTokens routes, TestSwitches switches) {
    this.routes = routes;
    this.switches = switches;
  }

  Response answer(ReadSession session, Instant expiry) {
    String status = session.progress().answer();
    boolean known = !status.equals(ReadSessionProgress.INIT);
    Schemas schemas = Schemas.of(session.table());
    Projection projection = session.projection();
    ReadSessionResponse body =
        new ReadSessionResponse(
            session.id(),
            status,
            "batch_read",
            expiry.getEpochSecond(),
            known ? session.splits().count() : 0,
            known ? session.recordCount() : 0,
            session.splits().mode().text(),
            known ? session.splits().bucketIds() : List.of(),
            known ? schemas.flat(projection) : ReadSchema.EMPTY,
            List.of(DataFormat.ARROW_V5),
            known
                ? new SessionStats(session.snapshot().bytes(), session.recordCount())
                : new SessionStats(0, 0),
            session.snapshot().version(),
            known && !status.equals("NORMAL") ? "The session is " + status : "",
            switches.is(TestSwitches.TextForm.LARGE),
            session.incremental(),
            known ? schemas.nested(projection) : WriteSchema.EMPTY);
    return routes.on(Response.json(body), session.id());
  }
}
