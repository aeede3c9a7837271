package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.EngineException;
import dev.maxstorage.wire.ErrorBody;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The two forms of error bodies. Source: Storage API document, 1.11 (JSON); control-plane document,
 * 5.1 (XML, all four elements).
 */
enum ErrorFormat {
  JSON,
  XML;

  private static final String HOST_ID = "embedded-warehouse";

  /** The form that clients of the requested path expect. */
  static ErrorFormat of(Request request) {
    return StorageApi.serves(request) ? JSON : XML;
  }

  Response response(Request request, EngineException e) {
    return switch (e.kind()) {
      case NO_SUCH_PROJECT -> response(request, 404, "NoSuchProject", e.getMessage());
      case NO_SUCH_SCHEMA -> response(request, 404, "NoSuchSchema", e.getMessage());
      case NO_SUCH_TABLE ->
          response(request, 404, this == JSON ? "NoSuchTable" : "NoSuchObject", e.getMessage());
      case NO_SUCH_PARTITION -> response(request, 404, "NoSuchPartition", e.getMessage());
      case ALREADY_EXISTS -> response(request, 409, "ObjectAlreadyExists", e.getMessage());
      case INVALID_ARGUMENT, SYNTAX -> response(request, 400, "InvalidParameter", e.getMessage());
      case UNSUPPORTED -> response(request, 400, "UnsupportedOperation", e.getMessage());
      case SCHEMA_MODIFIED -> response(request, 412, "SchemaModified", e.getMessage());
      case CONFLICT, CANCELLED -> response(request, 409, "InvalidState", e.getMessage());
      case RUNTIME, INTERNAL -> response(request, 500, "InternalServerError", e.getMessage());
    };
  }

  Response response(Request request, int status, String code, @Nullable String message) {
    String text = message == null || message.isEmpty() ? code : message;
    return switch (this) {
      case JSON ->
          Response.bytes(
              status,
              "application/json",
              new ErrorBody(status, code, text, request.id(), HOST_ID).json());
      case XML ->
          Response.bytes(
              status,
              "application/xml",
              xml(request.id(), code, text).getBytes(StandardCharsets.UTF_8));
    };
  }

  private static String xml(String requestId, String code, String message) {
    return new Xml("Error")
        .text("Code", code)
        .text("Message", message)
        .text("RequestId", requestId)
        .text("HostId", HOST_ID)
        .document();
  }
}
