package dev.maxstorage.bench;

import com.aliyun.odps.data.Blob;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.data.RecordReader;
import com.aliyun.odps.data.RecordWriter;
import com.aliyun.odps.storage.MaxStorageClient;
import com.aliyun.odps.storage.read.BlobDataIterator;
import com.aliyun.odps.storage.read.TableReadSession;
import com.aliyun.odps.storage.write.TableArrowWriter;
import com.aliyun.odps.storage.write.TableWriteSession;
import com.aliyun.odps.table.read.split.InputSplit;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The official SDK's blobs: one request each, or many in one. Their rows are read too. */
final class SdkBlobs implements BlobPeer {
  /** Blobs of one batch request; the service takes no more than 1,000. */
  private static final int BATCH = 256;

  /** How many blobs a request has. */
  enum Requests {
    ONE_BLOB,
    MANY_BLOBS
  }

  private final BenchWarehouse warehouse = BenchWarehouse.inMemory();
  private final MaxStorageClient sdk;
  private final Requests requests;

  SdkBlobs(Requests requests) throws IOException {
    this.requests = requests;
    sdk = SdkClient.of(warehouse.endpoint(), warehouse.credentials());
  }

  @Override
  public void clear() throws SQLException {
    warehouse.run("drop table if exists pics", "create table pics (id bigint, pic blob)");
  }

  @Override
  public void upload(int count, int bytes) throws IOException {
    TableWriteSession session = sdk.createTableWriteSessionBuilder(SdkClient.table("pics")).build();
    if (requests == Requests.ONE_BLOB || bytes > SMALL_BYTES) {
      uploadOneByOne(session, count, bytes);
    } else {
      uploadBatches(session, count, bytes);
    }
    session.commit();
  }

  private static void uploadOneByOne(TableWriteSession session, int count, int bytes)
      throws IOException {
    try (RecordWriter writer =
        session.createWriterBuilder("0", 1).build().getAsRecordWriter(BATCH)) {
      for (int id = 0; id < count; id++) {
        Record record = writer.newRecord(false);
        record.set("id", (long) id);
        record.set("pic", Blob.fromInputStream(new BlobContent(bytes)));
        writer.write(record);
      }
    }
  }

  private static void uploadBatches(TableWriteSession session, int count, int bytes)
      throws IOException {
    try (TableArrowWriter writer =
            (TableArrowWriter)
                session.createWriterBuilder("0", 1).withBatchBlobUploadEnabled(true).build();
        VectorSchemaRoot root = writer.createVectorSchemaRoot()) {
      for (int first = 0; first < count; first += BATCH) {
        int rows = Math.min(BATCH, count - first);
        for (int row = 0; row < rows; row++) {
          ((BigIntVector) root.getVector("id")).setSafe(row, first + row);
          ((VarBinaryVector) root.getVector("pic")).setSafe(row, BlobContent.bytes(bytes));
        }
        root.setRowCount(rows);
        writer.writeBatch(root);
      }
    }
  }

  @Override
  public long download() throws IOException {
    TableReadSession session = sdk.createTableReadSessionBuilder(SdkClient.table("pics")).build();
    List<Blob> blobs = new ArrayList<>();
    for (InputSplit split : session.getSplits()) {
      try (RecordReader reader = session.createReaderBuilder(split).build().getAsRecordReader()) {
        for (Record record = reader.read(); record != null; record = reader.read()) {
          blobs.add((Blob) record.get("pic"));
        }
      }
    }
    return requests == Requests.ONE_BLOB ? downloadOneByOne(blobs) : downloadBatches(blobs);
  }

  private long downloadOneByOne(List<Blob> blobs) throws IOException {
    long bytes = 0;
    for (Blob blob : blobs) {
      try (InputStream in = sdk.openBlobManager().download(blob)) {
        bytes += BlobContent.drain(in);
      }
    }
    return bytes;
  }

  private long downloadBatches(List<Blob> blobs) throws IOException {
    long bytes = 0;
    for (int first = 0; first < blobs.size(); first += BATCH) {
      List<Blob> some = blobs.subList(first, Math.min(first + BATCH, blobs.size()));
      if (some.size() == 1) { // the SDK cannot read an answer to one reference as a batch
        bytes += downloadOneByOne(some);
        continue;
      }
      try (BlobDataIterator each = sdk.openBlobManager().batchDownload(some)) {
        while (each.hasNext()) {
          try (InputStream in = each.next()) {
            bytes += BlobContent.drain(in);
          }
        }
      }
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    try (warehouse) {
      sdk.close();
    }
  }
}
