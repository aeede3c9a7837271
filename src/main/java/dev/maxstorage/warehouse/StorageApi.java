package dev.maxstorage.warehouse;

import dev.maxstorage.wire.Action;
import dev.maxstorage.wire.Target;
import java.util.Set;

/**
 * The Storage API, one path for all operations: the query parameter {@code Action} chooses.
 *
 * <p>Source: Storage API document, 1.1 to 1.4 and chapter 2. Both versions are served alike (1.9).
 */
final class StorageApi {
  private static final Set<String> PATHS = Set.of("/api/storage/v2", "/api/storage/v3");
  private static final Set<Action> GET_TOO =
      Set.of(Action.INSTANCE_GET_READ_SESSION, Action.TABLE_GET_WRITE_STREAM);

  private final ReadActions reads;
  private final InstanceActions instances;
  private final WriteActions writes;
  private final StreamActions streams;
  private final BlobActions blobs;

  StorageApi(
      ReadActions reads,
      InstanceActions instances,
      WriteActions writes,
      StreamActions streams,
      BlobActions blobs) {
    this.reads = reads;
    this.instances = instances;
    this.writes = writes;
    this.streams = streams;
    this.blobs = blobs;
  }

  /** Whether the path is one of the Storage API's. */
  static boolean serves(Request request) {
    return path(request).startsWith("/api/storage/");
  }

  /** The path; clients whose endpoint ends in {@code /api} have that before it once more. */
  private static String path(Request request) {
    String path = request.rawPath();
    return path.startsWith("/api/api/") ? path.substring("/api".length()) : path;
  }

  /** The operation of a request; an unknown or missing action is refused. */
  Operation operation(Request request) {
    if (!PATHS.contains(path(request))) {
      throw Refusal.notFound("NoSuchObject", "Path " + request.rawPath() + " is none of " + PATHS);
    }
    Action action = Action.ofText(request.required("Action"));
    if (action == null) {
      throw Refusal.badRequest("Action " + request.parameter("Action") + " is not known");
    }
    boolean fits =
        request.method().equals("POST")
            || (request.method().equals("GET") && GET_TOO.contains(action));
    if (!fits) {
      throw Refusal.wrongMethod(request.method(), "action " + action.text());
    }
    return new Operation(action.text(), handler(action));
  }

  private Operation.Handler handler(Action action) {
    return switch (action) {
      case TABLE_CREATE_READ_SESSION -> reads::createSession;
      case TABLE_GET_READ_SESSION -> reads::getSession;
      case TABLE_READ -> reads::read;
      case TABLE_PREVIEW -> reads::preview;
      case INSTANCE_CREATE_READ_SESSION, INSTANCE_GET_READ_SESSION -> instances::session;
      case INSTANCE_READ -> instances::read;
      case TABLE_CREATE_WRITE_SESSION -> writes::createSession;
      case TABLE_GET_WRITE_SESSION -> writes::getSession;
      case TABLE_CREATE_WRITE_STREAM -> streams::create;
      case TABLE_GET_WRITE_STREAM -> streams::get;
      case TABLE_GET_WRITE_SCHEMA -> writes::getSchema;
      case TABLE_WRITE -> streams::write;
      case TABLE_CLOSE_WRITE_STREAM -> streams::close;
      case TABLE_COMMIT_WRITE_SESSION -> writes::commit;
      case TABLE_ABORT_WRITE_SESSION -> writes::abort;
      case TABLE_WRITE_BLOB -> blobs::write;
      case BLOB_READ -> blobs::read;
    };
  }

  /** The table that a request is about. */
  static Target.Table table(Request request) {
    if (target(request) instanceof Target.Table table) {
      return table;
    }
    throw Refusal.badRequest("Target " + request.parameter("Target") + " is not a table");
  }

  /** The SQL instance that a request is about. */
  static Target.Instance instance(Request request) {
    if (target(request) instanceof Target.Instance instance) {
      return instance;
    }
    throw Refusal.badRequest("Target " + request.parameter("Target") + " is not an instance");
  }

  private static Target target(Request request) {
    try {
      return Target.parse(request.required("Target"));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }
}
