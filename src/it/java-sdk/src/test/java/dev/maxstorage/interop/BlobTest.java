package dev.maxstorage.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.odps.Column;
import com.aliyun.odps.data.Blob;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.storage.ServiceException;
import com.aliyun.odps.storage.internal.models.BlobWriteItem;
import com.aliyun.odps.storage.read.BlobDataIterator;
import com.aliyun.odps.storage.write.TableArrowWriter;
import com.aliyun.odps.storage.write.TableWriteSession;
import dev.maxstorage.jdbc.MaxStorageBlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blobs, written by one side and read by the other, one by one and in batches. */
class BlobTest {
  /** Sizes around the CRC block of a download, and one above every buffer. */
  private static final int[] SIZES = {0, 1, 5, 4095, 4096, 4097, 8192, 3_000_000};

  private static final List<byte[]> PAYLOADS = payloads();

  @AutoClose static final SdkWarehouse WAREHOUSE = SdkWarehouse.start();

  private static List<byte[]> payloads() {
    Random random = new Random(20261122);
    List<byte[]> payloads = new ArrayList<>();
    for (int size : SIZES) {
      byte[] payload = new byte[size];
      random.nextBytes(payload);
      payloads.add(payload);
    }
    return payloads;
  }

  @BeforeEach
  void createTable() throws Exception {
    WAREHOUSE.sql("drop table if exists pics;");
    WAREHOUSE.sql("create table pics (id bigint, pic blob);");
  }

  private static TableWriteSession session() {
    return WAREHOUSE.storage().createTableWriteSessionBuilder(SdkWarehouse.table("pics")).build();
  }

  private static long blobColumn(TableArrowWriter writer) {
    return writer.getWriteSchema().getColumns().stream()
        .filter(c -> c.getName().equals("pic"))
        .mapToLong(Column::getColumnId)
        .findFirst()
        .orElseThrow();
  }

  private static void writeOneByOne() throws IOException {
    WAREHOUSE.write(
        "pics",
        writer -> {
          for (int i = 0; i < PAYLOADS.size(); i++) {
            Record record = writer.newRecord(false);
            record.set("id", (long) i);
            record.set("pic", Blob.fromInputStream(new ByteArrayInputStream(PAYLOADS.get(i))));
            writer.write(record);
          }
          Record none = writer.newRecord(false);
          none.set("id", (long) PAYLOADS.size());
          writer.write(none);
        });
  }

  /** The cells of the blob column by id; null where there is none. */
  private static List<Blob> cells() throws IOException {
    TreeMap<Long, Blob> cells = new TreeMap<>();
    for (Record record : WAREHOUSE.records("pics")) {
      cells.put((Long) record.get("id"), (Blob) record.get("pic"));
    }
    return new ArrayList<>(cells.values());
  }

  private static String digest(byte[] payload) {
    try {
      java.security.MessageDigest sha = java.security.MessageDigest.getInstance("SHA-256");
      return payload.length + " bytes " + HexFormat.of().formatHex(sha.digest(payload));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> digests(List<byte[]> payloads) {
    return payloads.stream().map(BlobTest::digest).toList();
  }

  private static List<byte[]> readOneByOne(List<Blob> blobs) throws IOException {
    List<byte[]> payloads = new ArrayList<>();
    for (Blob blob : blobs) {
      try (InputStream in = WAREHOUSE.storage().openBlobManager().download(blob)) {
        payloads.add(in.readAllBytes());
      }
    }
    return payloads;
  }

  private static List<byte[]> readBatch(List<Blob> blobs) throws IOException {
    List<byte[]> payloads = new ArrayList<>();
    try (BlobDataIterator iterator = WAREHOUSE.storage().openBlobManager().batchDownload(blobs)) {
      while (iterator.hasNext()) {
        try (InputStream in = iterator.next()) {
          payloads.add(in.readAllBytes());
        }
      }
    }
    return payloads;
  }

  @Test
  void blobsWrittenOneByOneAreRead() throws Exception {
    writeOneByOne();
    List<Blob> cells = cells();
    assertThat(cells.get(PAYLOADS.size())).isNull();
    List<Blob> blobs = cells.subList(0, PAYLOADS.size());
    assertThat(digests(readOneByOne(blobs))).isEqualTo(digests(PAYLOADS));
    assertThat(digests(readBatch(blobs))).isEqualTo(digests(PAYLOADS));
  }

  @ParameterizedTest
  @EnumSource(BlobWriteItem.ChecksumType.class)
  void blobsWrittenInBatchesAreRead(BlobWriteItem.ChecksumType checksum) throws Exception {
    TableWriteSession session = session();
    try (TableArrowWriter writer =
            (TableArrowWriter)
                session
                    .createWriterBuilder("0", 1)
                    .withBatchBlobUploadEnabled(true)
                    .withBlobChecksumType(checksum)
                    .build();
        VectorSchemaRoot root = writer.createVectorSchemaRoot()) {
      BigIntVector ids = (BigIntVector) root.getVector("id");
      VarBinaryVector pics = (VarBinaryVector) root.getVector("pic");
      for (int i = 0; i < PAYLOADS.size(); i++) {
        ids.setSafe(i, i);
        pics.setSafe(i, PAYLOADS.get(i));
      }
      ids.setSafe(PAYLOADS.size(), PAYLOADS.size());
      root.setRowCount(PAYLOADS.size() + 1);
      writer.writeBatch(root);
    }
    session.commit();
    List<Blob> cells = cells();
    assertThat(cells.get(PAYLOADS.size())).isNull();
    List<Blob> blobs = cells.subList(0, PAYLOADS.size());
    assertThat(digests(readBatch(blobs))).isEqualTo(digests(PAYLOADS));
  }

  @Test
  void uploadedBlobsAreReferredToByRows() throws Exception {
    TableWriteSession session = session();
    List<Blob> uploaded = new ArrayList<>();
    try (TableArrowWriter writer = (TableArrowWriter) session.createWriterBuilder("0", 1).build();
        VectorSchemaRoot root = writer.createVectorSchemaRoot()) {
      long column = blobColumn(writer);
      uploaded.add(writer.uploadBlob(column, new ByteArrayInputStream(PAYLOADS.get(0))));
      uploaded.addAll(writer.batchUploadBlob(column, PAYLOADS.subList(1, PAYLOADS.size())));
      for (int i = 0; i < uploaded.size(); i++) {
        ((BigIntVector) root.getVector("id")).setSafe(i, i);
        ((VarBinaryVector) root.getVector("pic"))
            .setSafe(i, Base64.getDecoder().decode(uploaded.get(i).getReference()));
      }
      root.setRowCount(uploaded.size());
      writer.writeBatch(root);
    }
    session.commit();
    assertThat(digests(readBatch(cells()))).isEqualTo(digests(PAYLOADS));
  }

  @Test
  void blobsThatAreNotReadToTheirEndAreSkipped() throws Exception {
    writeOneByOne();
    List<Blob> blobs = cells().subList(2, PAYLOADS.size());
    try (BlobDataIterator iterator = WAREHOUSE.storage().openBlobManager().batchDownload(blobs)) {
      for (int i = 0; i < blobs.size(); i++) {
        assertThat(iterator.hasNext()).isTrue();
        InputStream in = iterator.next();
        assertThat(in.read()).isEqualTo(PAYLOADS.get(i + 2)[0] & 0xff);
      }
      assertThat(iterator.hasNext()).isFalse();
    }
  }

  @Test
  void unknownReferenceIsTold() {
    Blob unknown = Blob.fromReference("no-such-reference");
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> WAREHOUSE.storage().openBlobManager().download(unknown))
        .satisfies(e -> assertThat(e.getHttpStatus()).isEqualTo(404));
  }

  @Test
  void driverReadsBlobsThatTheSdkWrote() throws Exception {
    writeOneByOne();
    TreeMap<Long, byte[]> read = new TreeMap<>();
    try (Connection connection = WAREHOUSE.connect();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select id, pic from pics where id < " + PAYLOADS.size())) {
      while (result.next()) {
        java.sql.Blob blob = result.getBlob(2);
        try (InputStream in = blob.getBinaryStream()) {
          read.put(result.getLong(1), in.readAllBytes());
        }
        blob.free();
      }
    }
    assertThat(digests(new ArrayList<>(read.values()))).isEqualTo(digests(PAYLOADS));
  }

  @Test
  void sdkReadsBlobsThatTheDriverWrote() throws Exception {
    try (Connection connection = WAREHOUSE.connect();
        PreparedStatement insert = connection.prepareStatement("insert into pics values (?, ?)")) {
      for (int i = 0; i < PAYLOADS.size(); i++) {
        insert.setLong(1, i);
        insert.setBlob(2, new ByteArrayInputStream(PAYLOADS.get(i)));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    List<Blob> blobs = cells();
    assertThat(digests(readOneByOne(blobs))).isEqualTo(digests(PAYLOADS));
    assertThat(digests(readBatch(blobs))).isEqualTo(digests(PAYLOADS));
  }

  @Test
  void driverReadsInWindowsWhatTheSdkWroteInABatch() throws Exception {
    blobsWrittenInBatchesAreRead(BlobWriteItem.ChecksumType.MD5);
    try (Connection connection = WAREHOUSE.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, pic from pics")) {
      int rows = 0;
      while (result.next()) {
        int id = result.getInt(1);
        byte[] expected = id < PAYLOADS.size() ? PAYLOADS.get(id) : null;
        assertThat(result.getBytes(2)).isEqualTo(expected);
        rows++;
      }
      assertThat(rows).isEqualTo(PAYLOADS.size() + 1);
    }
  }

  /** The SDK knows no MIME types and no file names; blobs that have them must not disturb it. */
  @Test
  void sdkReadsBlobsWithMimeTypesThatTheDriverWrote() throws Exception {
    try (Connection connection = WAREHOUSE.connect()) {
      try (PreparedStatement insert =
          connection.prepareStatement("insert into pics values (?, ?)")) {
        for (int i = 0; i < PAYLOADS.size(); i++) {
          MaxStorageBlob blob = (MaxStorageBlob) connection.createBlob();
          blob.setBytes(1, PAYLOADS.get(i));
          blob.setMimeType("image/x-" + i);
          blob.setFileName("größe-" + i + ".bin");
          insert.setLong(1, i);
          insert.setBlob(2, blob);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      List<Blob> blobs = cells();
      assertThat(digests(readOneByOne(blobs))).isEqualTo(digests(PAYLOADS));
      assertThat(digests(readBatch(blobs))).isEqualTo(digests(PAYLOADS));
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("select id, pic from pics")) {
        while (result.next()) {
          MaxStorageBlob blob = result.getObject(2, MaxStorageBlob.class);
          assertThat(blob.mimeType()).isEqualTo("image/x-" + result.getLong(1));
          assertThat(blob.fileName()).isEqualTo("größe-" + result.getLong(1) + ".bin");
        }
      }
    }
  }
}
