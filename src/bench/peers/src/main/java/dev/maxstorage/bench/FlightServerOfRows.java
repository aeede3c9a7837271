package dev.maxstorage.bench;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.flight.BackpressureStrategy;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.NoOpFlightSqlProducer;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionClosePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementResult;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementQuery;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/** A Flight SQL server on loopback that answers every query with the same batches out of memory. */
final class FlightServerOfRows extends NoOpFlightSqlProducer implements AutoCloseable {
  private static final int BATCH_ROWS = 8192;
  private static final long WAIT_MILLIS = 60_000;

  private final BufferAllocator allocator = new RootAllocator();
  private final List<ArrowRecordBatch> batches = new ArrayList<>();
  private final Schema schema;
  private final int repeats;
  private final ExecutorService senders = Executors.newCachedThreadPool();
  private final FlightServer server;

  /** Serves these values, {@code repeats} times over. */
  FlightServerOfRows(List<Object[]> values, int repeats) throws IOException {
    this.repeats = repeats;
    try (VectorSchemaRoot root = SampleVectors.root(values, allocator)) {
      schema = root.getSchema();
      for (int from = 0; from < values.size(); from += BATCH_ROWS) {
        int rows = Math.min(BATCH_ROWS, values.size() - from);
        try (VectorSchemaRoot part = root.slice(from, rows)) {
          batches.add(new VectorUnloader(part).getRecordBatch());
        }
      }
    }
    server =
        FlightServer.builder(allocator, Location.forGrpcInsecure("127.0.0.1", 0), this)
            .build()
            .start();
  }

  String url() {
    return "jdbc:arrow-flight-sql://127.0.0.1:" + server.getPort() + "/?useEncryption=false";
  }

  @Override
  public void createPreparedStatement(
      ActionCreatePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    ActionCreatePreparedStatementResult result =
        ActionCreatePreparedStatementResult.newBuilder()
            .setPreparedStatementHandle(ByteString.copyFromUtf8("rows"))
            .setDatasetSchema(ByteString.copyFrom(serialized()))
            .build();
    listener.onNext(new Result(Any.pack(result).toByteArray()));
    listener.onCompleted();
  }

  private byte[] serialized() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), schema);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void closePreparedStatement(
      ActionClosePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    listener.onCompleted();
  }

  @Override
  public FlightInfo getFlightInfoPreparedStatement(
      CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    Ticket ticket = new Ticket(Any.pack(command).toByteArray());
    Location location = Location.forGrpcInsecure("127.0.0.1", server.getPort());
    return new FlightInfo(
        schema, descriptor, List.of(new FlightEndpoint(ticket, location)), -1, -1);
  }

  @Override
  public void getStreamPreparedStatement(
      CommandPreparedStatementQuery command, CallContext context, ServerStreamListener listener) {
    BackpressureStrategy pressure = new BackpressureStrategy.CallbackBackpressureStrategy();
    pressure.register(listener);
    // The listener's own thread has to stay free to say that the client is ready for more.
    senders.execute(() -> send(listener, pressure));
  }

  private void send(ServerStreamListener listener, BackpressureStrategy pressure) {
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
      VectorLoader loader = new VectorLoader(root);
      listener.setUseZeroCopy(true);
      listener.start(root);
      for (int i = 0; i < repeats; i++) {
        for (ArrowRecordBatch batch : batches) {
          if (pressure.waitForListener(WAIT_MILLIS) != BackpressureStrategy.WaitResult.READY) {
            return; // the client has gone
          }
          loader.load(batch);
          listener.putNext();
        }
      }
      listener.completed();
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    senders.shutdown();
    batches.forEach(ArrowRecordBatch::close);
    allocator.close();
  }
}
