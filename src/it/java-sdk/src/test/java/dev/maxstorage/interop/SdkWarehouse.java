package dev.maxstorage.interop;

import com.aliyun.odps.Instance;
import com.aliyun.odps.Odps;
import com.aliyun.odps.OdpsException;
import com.aliyun.odps.account.Account;
import com.aliyun.odps.account.AliyunAccount;
import com.aliyun.odps.credentials.Credentials;
import com.aliyun.odps.credentials.StaticCredentialProvider;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.data.RecordReader;
import com.aliyun.odps.data.RecordWriter;
import com.aliyun.odps.storage.MaxStorageClient;
import com.aliyun.odps.storage.read.TableReadSession;
import com.aliyun.odps.storage.write.TableWriteSession;
import com.aliyun.odps.table.TableIdentifier;
import com.aliyun.odps.table.read.split.InputSplit;
import com.aliyun.odps.task.SQLTask;
import dev.maxstorage.warehouse.WarehouseCredentials;
import dev.maxstorage.warehouse.WarehouseOptions;
import dev.maxstorage.warehouse.WarehouseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A warehouse in memory with the project {@code demo}, and the clients that work on it: the SDK's
 * two, and the driver over HTTP.
 *
 * <p><b>Closing:</b> ends the clients and the warehouse; fails if the SDK still holds Arrow memory.
 */
final class SdkWarehouse implements AutoCloseable {
  static final String PROJECT = "demo";

  private static final long POLL_MILLIS = 10;

  private final WarehouseServer server;
  private final Odps odps;
  private final MaxStorageClient storage;

  private SdkWarehouse(WarehouseServer server) {
    this.server = server;
    WarehouseCredentials pair = server.credentials();
    Credentials credentials = new Credentials(pair.accessId(), pair.accessKey(), null);
    odps = odps(new AliyunAccount(pair.accessId(), pair.accessKey()));
    storage =
        MaxStorageClient.builder()
            .endpoint(server.endpoint().toString())
            .project(PROJECT)
            .credentialsProvider(new StaticCredentialProvider(credentials))
            .build();
  }

  static SdkWarehouse start() {
    try {
      return new SdkWarehouse(
          WarehouseServer.start(WarehouseOptions.inMemory().withProjects(PROJECT)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key pair that the warehouse knows. */
  WarehouseCredentials credentials() {
    return server.credentials();
  }

  /** A client of the control plane with another account. */
  Odps odps(Account account) {
    Odps client = new Odps(account);
    client.setEndpoint(server.endpoint().toString());
    client.setDefaultProject(PROJECT);
    return client;
  }

  /** The SDK's client of the control plane. */
  Odps odps() {
    return odps;
  }

  /** The SDK's client of the Storage API. */
  MaxStorageClient storage() {
    return storage;
  }

  /** A new connection of the driver, over HTTP, in the zone UTC. */
  Connection connect() throws SQLException {
    return connect("");
  }

  /** A new connection with more properties, such as {@code &engine=sql}. */
  Connection connect(String properties) throws SQLException {
    WarehouseCredentials pair = server.credentials();
    return DriverManager.getConnection(
        "jdbc:maxstorage:%s?project=%s&accessId=%s&accessKey=%s&timeZone=UTC"
                .formatted(
                    server.endpoint(), PROJECT, encoded(pair.accessId()), encoded(pair.accessKey()))
            + properties);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Runs a statement as the SDK does, and waits for its end. */
  Instance sql(String statement) throws OdpsException {
    Instance instance = SQLTask.run(odps, statement);
    instance.waitForSuccess(POLL_MILLIS);
    return instance;
  }

  static TableIdentifier table(String name) {
    return TableIdentifier.of(PROJECT, name);
  }

  /** Every record of a session, split after split. */
  static List<Record> records(TableReadSession session) throws IOException {
    List<Record> records = new ArrayList<>();
    for (InputSplit split : session.getSplits()) {
      try (RecordReader reader = session.createReaderBuilder(split).build().getAsRecordReader()) {
        addAll(reader, records);
      }
    }
    return records;
  }

  /** Every record of a table. */
  List<Record> records(String table) throws IOException {
    return records(storage.createTableReadSessionBuilder(table(table)).build());
  }

  static void addAll(RecordReader reader, List<Record> records) throws IOException {
    for (Record record = reader.read(); record != null; record = reader.read()) {
      records.add(record);
    }
  }

  /** What a test writes to the writer of a stream. */
  interface Rows {
    void write(RecordWriter writer) throws IOException;
  }

  /** Writes rows through one stream of a session and commits it. */
  static void write(TableWriteSession session, int rowsPerBatch, Rows rows) throws IOException {
    try (RecordWriter writer =
        session.createWriterBuilder("0", 1).build().getAsRecordWriter(rowsPerBatch)) {
      rows.write(writer);
    }
    session.commit();
  }

  /** Writes rows to a table that is not partitioned, and commits. */
  void write(String table, Rows rows) throws IOException {
    write(storage.createTableWriteSessionBuilder(table(table)).build(), 100, rows);
  }

  @Override
  public void close() throws IOException {
    try (server) {
      storage.close();
    }
  }
}
