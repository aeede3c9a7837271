package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.TimeUnits;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.EngineException;
import dev.maxstorage.warehouse.engine.PartitionSpec;
import dev.maxstorage.warehouse.engine.ReadRange;
import dev.maxstorage.warehouse.engine.Snapshot;
import dev.maxstorage.warehouse.engine.SnapshotRequest;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.wire.ArrowOptions;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.CreateReadSessionRequest;
import dev.maxstorage.wire.DataFormat;
import dev.maxstorage.wire.IncrementalReadOptions;
import dev.maxstorage.wire.ReadSessionResponse;
import dev.maxstorage.wire.TablePreviewRequest;
import dev.maxstorage.wire.TableReadRequest;
import dev.maxstorage.wire.WireHeaders;
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

  ReadActions(Engine engine, ReadSessions sessions) {
    this.engine = engine;
    this.tables = new Tables(engine);
    this.sessions = sessions;
  }

  Response createSession(Request request) throws IOException {
    TableDescription table = tables.find(request);
    CreateReadSessionRequest body =
        WireJson.readOrEmpty(request.message(), CreateReadSessionRequest.class);
    if (body.incrementalRead()) {
      throw Refusal.unsupported("Incremental reads are not supported");
    }
    if (!body.requiredBucketIds().isEmpty()) {
      throw Refusal.unsupported("Table " + table.name().text() + " has no buckets");
    }
    Projection projection =
        Projection.of(table, body.requiredDataColumns(), body.requiredPartitionColumns());
    TimeUnits units = units(body.arrowOptions());
    Snapshot snapshot = snapshot(table, projection, body);
    try {
      Splits splits = Splits.of(body.splitOptions(), snapshot.rows(), snapshot.bytes());
      String id = UUID.randomUUID().toString().replace("-", "");
      ReadSession session = new ReadSession(id, table, projection, splits, units, snapshot);
      sessions.add(session);
      return answer(session);
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  private Snapshot snapshot(
      TableDescription table, Projection projection, CreateReadSessionRequest body) {
    List<String> columns = Projection.names(projection.columns());
    List<PartitionSpec> partitions =
        body.requiredPartitions().stream().map(text -> partition(table, text)).toList();
    String filter = body.filterPredicate();
    try {
      return engine.snapshot(table.name(), new SnapshotRequest(columns, partitions, filter));
    } catch (EngineException e) {
      boolean refused =
          switch (e.kind()) {
            case SYNTAX, UNSUPPORTED, INVALID_ARGUMENT -> true;
            default -> false;
          };
      if (!refused || filter.isBlank()) {
        throw e;
      }
      if (!body.filterPredicateFallback()) {
        throw Refusal.badRequest("FilterPredicate is refused: " + e.getMessage());
      }
      return engine.snapshot(table.name(), new SnapshotRequest(columns, partitions, null));
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
    return answer(session(request));
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

  /** All members, always: strict clients need each of them (4.2.1). */
  private Response answer(ReadSession session) {
    Snapshot snapshot = session.snapshot();
    Schemas schemas = Schemas.of(session.table());
    ReadSessionResponse body =
        new ReadSessionResponse(
            session.id(),
            "NORMAL",
            "batch_read",
            sessions.expiry(session).getEpochSecond(),
            session.splits().count(),
            snapshot.rows(),
            session.splits().mode().text(),
            List.of(),
            schemas.flat(session.projection()),
            List.of(DataFormat.ARROW_V5),
            new ReadSessionResponse.SessionStats(snapshot.bytes(), snapshot.rows()),
            session.table().version(),
            "",
            false,
            IncrementalReadOptions.UNSET,
            schemas.nested(session.projection()));
    return Response.json(body).with(WireHeaders.ROUTE_TOKEN, "route-" + session.id());
  }

  Response read(Request request) throws IOException {
    ReadSession session = session(request);
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
    return arrow(request, session.snapshot(), wanted, limits);
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
      return arrow(request, snapshot, range, BatchLimits.DEFAULT);
    }
  }

  private Response arrow(Request request, Snapshot snapshot, ReadRange range, BatchLimits limits) {
    Compression compression = Compression.fromAcceptEncoding(request.header("Accept-Encoding"));
    return Response.stream(
        new ArrowBody(engine.read(snapshot, range), compression, limits.bytes()));
  }
}
