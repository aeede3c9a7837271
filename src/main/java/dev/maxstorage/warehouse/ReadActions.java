package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.TimeUnits;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.PartitionSpec;
import dev.maxstorage.warehouse.engine.ReadRange;
import dev.maxstorage.warehouse.engine.RowStream;
import dev.maxstorage.warehouse.engine.Snapshot;
import dev.maxstorage.warehouse.engine.SnapshotRequest;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.wire.ArrowOptions;
import dev.maxstorage.wire.CreateReadSessionRequest;
import dev.maxstorage.wire.DataFormat;
import dev.maxstorage.wire.IncrementalReadOptions;
import dev.maxstorage.wire.TablePreviewRequest;
import dev.maxstorage.wire.TableReadRequest;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.arrow.vector.types.TimeUnit;

/** Table reads: sessions, rows, preview. Source: Storage API document, chapter 4. */
final class ReadActions {
  private static final long PREVIEW_ROWS = 1000;

  private final Engine engine;
  private final Tables tables;
  private final ReadSessions sessions;
  private final ReadSnapshots snapshots;
  private final ReadSessionAnswers answers;
  private final ArrowAnswers rows;
  private final TestSwitches switches;

  ReadActions(Engine engine, ReadSessions sessions, RouteTokens routes, TestSwitches switches) {
    this.engine = engine;
    this.tables = new Tables(engine);
    this.sessions = sessions;
    this.snapshots = new ReadSnapshots(engine, switches);
    this.answers = new ReadSessionAnswers(routes, switches);
    this.rows = new ArrowAnswers(engine, switches);
    this.switches = switches;
  }

  Response createSession(Request request) throws IOException {
    TableDescription table = tables.find(request);
    CreateReadSessionRequest body =
        WireJson.readOrEmpty(request.message(), CreateReadSessionRequest.class);
    List<String> data = body.requiredDataColumns();
    List<String> partitions = body.requiredPartitionColumns();
    Projection projection =
        body.incrementalRead() && table.isDelta()
            ? Projection.ofChanges(table, data, partitions)
            : Projection.of(table, data, partitions);
    TimeUnits units = units(body.arrowOptions());
    Snapshot snapshot = snapshots.take(table, projection, body);
    try {
      Splits splits = Splits.of(body.splitOptions(), ReadSnapshots.runs(snapshot, body));
      String id = UUID.randomUUID().toString().replace("-", "");
      ReadSession session =
          new ReadSession(
              id,
              table,
              projection,
              splits,
              units,
              snapshots.recordCount(snapshot, splits),
              body.incrementalRead()
                  ? IncrementalRead.echo(body.incrementalReadOptions())
                  : IncrementalReadOptions.UNSET,
              new ReadSessionProgress(switches.sessionWords()),
              snapshot);
      sessions.add(session);
      return answers.answer(session, sessions.expiry(session));
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  /** A spec whose names are partition columns of the table. */
  static PartitionSpec partition(TableDescription table, String text) {
    PartitionSpec spec = PartitionSpec.parse(text);
    for (String name : spec.values().keySet()) {
      if (table.partitionColumns().stream().noneMatch(c -> c.name().equalsIgnoreCase(name))) {
        throw Refusal.badRequest(
            "Partition "
                + text
                + ": table "
                + table.name().text()
                + " has no partition column "
                + name);
      }
    }
    return spec;
  }

  private static TimeUnits units(ArrowOptions options) {
    return new TimeUnits(unit(options.datetimeUnit()), unit(options.timestampUnit()));
  }

  private static TimeUnit unit(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "second" -> TimeUnit.SECOND;
      case "milli" -> TimeUnit.MILLISECOND;
      case "micro" -> TimeUnit.MICROSECOND;
      case "nano" -> TimeUnit.NANOSECOND;
      default ->
          throw Refusal.badRequest("Time unit " + word + " is none of second, milli, micro, nano");
    };
  }

  Response getSession(Request request) {
    ReadSession session = session(request);
    return answers.answer(session, sessions.expiry(session));
  }

  private ReadSession session(Request request) {
    String id = request.required("SessionId");
    ReadSession session = sessions.use(id);
    if (session == null || !session.table().name().equals(Tables.name(StorageApi.table(request)))) {
      throw Refusal.notFound(
          "NoSuchSession",
          "Read session "
              + id
              + " of "
              + request.parameter("Target")
              + " is unknown or has expired");
    }
    return session;
  }

  Response read(Request request) throws IOException {
    ReadSession session = session(request);
    session.progress().checkReady(session.id());
    TableReadRequest body = WireJson.readOrEmpty(request.message(), TableReadRequest.class);
    if (!body.dataFormat().type().equalsIgnoreCase(DataFormat.ARROW_V5.type())
        || !body.dataFormat().version().equalsIgnoreCase(DataFormat.ARROW_V5.version())) {
      throw Refusal.badRequest("DataFormat " + body.dataFormat() + " is not Arrow V5");
    }
    if (body.skipRowNum() < 0) {
      throw Refusal.badRequest("SkipRowNum " + body.skipRowNum() + " is negative");
    }
    BatchLimits limits = BatchLimits.of(body);
    Splits.Range range =
        session
            .splits()
            .range(
                notNegative(request, "Index"),
                notNegative(request, "Offset"),
                notNegative(request, "Count"))
            .skip(body.skipRowNum());
    List<Column> columns = narrowed(session.projection(), body);
    ReadRange wanted =
        new ReadRange(
            range.offset(),
            range.count(),
            limits.rows(),
            Projection.names(columns),
            session.units());
    RowStream stream =
        switches.is(TestSwitches.Filters.COARSE)
            ? new CoarseRows(engine, session.snapshot(), wanted)
            : engine.read(session.snapshot(), wanted);
    return rows.answer(request, stream, columns, limits);
  }

  private static List<Column> narrowed(Projection projection, TableReadRequest body) {
    List<Column> columns = projection.columns();
    if (body.dataColumns().isEmpty()) {
      return columns;
    }
    return body.dataColumnsUnordered()
        ? Projection.requested(columns, body.dataColumns(), "column of the session")
        : Projection.chosen(columns, body.dataColumns(), "column of the session");
  }

  private static long notNegative(Request request, String name) {
    long value = request.number(name, -1);
    if (value < 0 && !request.parameter(name).isEmpty()) {
      throw Refusal.badRequest("Query parameter " + name + "=" + value + " is negative");
    }
    return value;
  }

  Response preview(Request request) throws IOException {
    TableDescription table = tables.find(request);
    TablePreviewRequest body = WireJson.readOrEmpty(request.message(), TablePreviewRequest.class);
    long limit = body.limit() == null ? request.number("Limit", 0) : body.limit();
    String partition = body.partition() == null ? request.parameter("Partition") : body.partition();
    List<Column> all = Projection.of(table, List.of(), List.of()).columns();
    List<Column> columns =
        body.columns() == null || body.columns().isEmpty()
            ? all
            : Projection.requested(all, body.columns(), "column of table " + table.name().text());
    List<PartitionSpec> partitions =
        partition.isBlank() ? List.of() : List.of(partition(table, partition));
    SnapshotRequest wanted = new SnapshotRequest(Projection.names(columns), partitions, null);
    try (Snapshot snapshot = engine.snapshot(table.name(), wanted)) {
      ReadRange range =
          new ReadRange(
              0,
              limit <= 0 ? PREVIEW_ROWS : limit,
              BatchLimits.DEFAULT.rows(),
              null,
              TimeUnits.DEFAULT);
      return rows.answer(request, engine.read(snapshot, range), columns, BatchLimits.DEFAULT);
    }
  }
}
