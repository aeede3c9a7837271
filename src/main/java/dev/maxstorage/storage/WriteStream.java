package dev.maxstorage.storage;

import static java.util.Objects.requireNonNullElse;

import dev.maxstorage.storage.WriteCalls.WriteHeading;
import dev.maxstorage.transport.RequestBody;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.transport.WireResponse;
import dev.maxstorage.types.Column;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.TableWriteResponse;
import dev.maxstorage.wire.WriteSchema;
import dev.maxstorage.wire.WriteStreamRequest;
import dev.maxstorage.wire.WriteStreamResponse;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a write session: the server keeps the rows of its writes in order.
 *
 * <p>Closing: tells the server that this version is final; without that its rows are dropped at the
 * commit. Threads: one at a time. Source: Storage API document, 3.4 and 6.4 to 6.9.
 */
public final class WriteStream implements Closeable {
  /** The shared stream that is never closed. Storage API document, 6.9. */
  private static final String DEFAULT_STREAM = "default";

  private final WriteSession session;
  private final String streamId;
  private final long version;
  private final Delivery delivery;
  private final WriteSchema schema;
  private final List<Column> columns;
  private final @Nullable String tableId;
  private final @Nullable Long schemaVersion;
  private final boolean deltaTable;
  private @Nullable String accessToken;
  private long rowOffset;
  private boolean closed;

  private WriteStream(
      WriteSession session,
      String streamId,
      long version,
      Delivery delivery,
      WriteStreamResponse answer)
      throws IOException {
    this.session = session;
    this.streamId = streamId;
    this.version = version;
    this.delivery = delivery;
    this.schema = requireNonNullElse(answer.tableSchema(), WriteSchema.EMPTY);
    this.columns = SchemaColumns.of(schema);
    this.tableId = answer.tableId();
    this.schemaVersion = answer.schemaVersion();
    this.accessToken = answer.accessToken();
    this.rowOffset = requireNonNullElse(answer.rowOffset(), 0L);
    this.deltaTable = answer.isDeltaTable() || schema.hasOperationColumn();
    if (delivery == Delivery.EXACTLY_ONCE && (accessToken == null || accessToken.isEmpty())) {
      throw new ExactlyOnceNotOfferedException(
          "The server gave no access token for the exactly-once stream '" + streamId + "'", null);
    }
  }

  static WriteStream create(WriteSession session, String streamId, long version, Delivery delivery)
      throws IOException {
    WriteStreamRequest request = request(streamId, version, delivery);
    Answer<WriteStreamResponse> answer =
        session.calls().createStream(session.id(), session.routeToken(), request);
    session.routeToken(answer.routeToken());
    return new WriteStream(session, streamId, version, delivery, answer.message());
  }

  /**
   * Exactly-once: asks the server how many rows it has, and takes over its offset and a new access
   * token; a writer that has the old one is refused from then on. Storage API document, 6.8.
   */
  public void askRowOffset() throws IOException {
    WriteStreamRequest request = request(streamId, version, delivery);
    WriteStreamResponse answer =
        session.calls().getStream(session.id(), session.routeToken(), request).message();
    if (answer.rowOffset() != null) {
      rowOffset = answer.rowOffset();
    }
    if (answer.accessToken() != null && !answer.accessToken().isEmpty()) {
      accessToken = answer.accessToken();
    }
  }

  static WriteStream resume(WriteSession session, String streamId, long version, Delivery delivery)
      throws IOException {
    WriteStreamRequest request = request(streamId, version, delivery);
    // The route token of this answer is ignored, as the document's 1.8 says.
    Answer<WriteStreamResponse> answer =
        session.calls().getStream(session.id(), session.routeToken(), request);
    return new WriteStream(session, streamId, version, delivery, answer.message());
  }

  private static WriteStreamRequest request(String streamId, long version, Delivery delivery) {
    if (version < 1) {
      throw new IllegalArgumentException("Stream version " + version + " is less than 1");
    }
    Boolean exactlyOnce = delivery == Delivery.EXACTLY_ONCE ? true : null;
    return new WriteStreamRequest(null, streamId, version, exactlyOnce, null);
  }

  /** The session that it belongs to. */
  public WriteSession session() {
    return session;
  }

  /** The id, unique in the session. */
  public String id() {
    return streamId;
  }

  /** The version, at least 1. */
  public long version() {
    return version;
  }

  /** The columns that written batches have, in order. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * Whether the table has a primary key, so that the column {@code __operation} of a batch tells an
   * upsert from a delete. Storage API document, 6.13.
   */
  public boolean isDeltaTable() {
    return deltaTable;
  }

  /** The schema that the server told. */
  WriteSchema writeSchema() {
    return schema;
  }

  /** Most bytes of one value. */
  public long maxFieldBytes() {
    return schema.maxFieldSize() > 0 ? schema.maxFieldSize() : WriteSchema.DEFAULT_MAX_FIELD_SIZE;
  }

  /**
   * The column id of a BLOB, which its upload needs.
   *
   * @param path column name and, for a nested one, its members: {@code c.element}, {@code c.value},
   *     {@code c.member}; null for the only BLOB column that is not nested
   * @throws IllegalArgumentException if there is no such BLOB; the message lists those there are
   */
  public long blobColumnId(@Nullable String path) {
    return BlobColumns.of(schema).id(path);
  }

  /** Exactly-once: the offset that the next write gets; rows before it are stored. */
  public long rowOffset() {
    return rowOffset;
  }

  /**
   * Batches into this stream; closing the writer closes this stream.
   *
   * @param arrowSchema of every batch; its fields are the columns of this stream; rows without the
   *     column {@code __operation} of a Delta table are upserts
   */
  public ArrowBatchWriter batchWriter(Schema arrowSchema, Compression compression) {
    BodySender sender = isExactlyOnce() ? new ExactlyOnceSender(this) : new PlainSender(this);
    return new ArrowBatchWriter(
        sender,
        OperationColumn.added(arrowSchema, schema),
        compression,
        ArrowBatchWriter.FLUSH_BYTES);
  }

  /**
   * One write whose bytes the caller pushes: a whole Arrow IPC stream with its end marker.
   *
   * @param rows in it, 0 if unknown
   */
  public StreamWriter openWriter(long rows) {
    WireRequest request = request(rows);
    return new StreamWriter(this, request, session.calls().upload(request));
  }

  private WireRequest request(long rows) {
    if (closed) {
      throw new IllegalStateException("Write stream '" + streamId + "' is closed");
    }
    boolean exactlyOnce = delivery == Delivery.EXACTLY_ONCE;
    return session
        .calls()
        .write(
            session.id(),
            session.routeToken(),
            new WriteHeading(
                streamId,
                version,
                rows,
                tableId,
                schemaVersion,
                exactlyOnce ? rowOffset : null,
                exactlyOnce ? accessToken : null));
  }

  boolean isExactlyOnce() {
    return delivery == Delivery.EXACTLY_ONCE;
  }

  /** Sends a whole Arrow IPC stream. */
  Answer<TableWriteResponse> write(RequestBody body, long rows) throws IOException {
    WireRequest request = request(rows);
    return written(request, session.calls().send(request, body));
  }

  /** Takes over what the answer of a write says. Storage API document, 1.8 and 6.8. */
  Answer<TableWriteResponse> written(WireRequest request, WireResponse response)
      throws IOException {
    session.routeToken(response.routeToken());
    Answer<TableWriteResponse> answer = session.calls().written(request, response);
    Long offset = answer.message().exactlyOnceRowOffset();
    if (offset != null) {
      rowOffset = offset;
    }
    return answer;
  }

  /**
   * Makes this version final. Does nothing for the stream {@code default}, in the session {@code
   * default}, in a session that is no longer open, and the second time.
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    boolean needed =
        !streamId.equals(DEFAULT_STREAM)
            && !session.isDefaultSession()
            && session.state() == WriteSessionState.OPEN;
    if (needed) {
      session.closeStream(streamId, version);
    }
  }
}
