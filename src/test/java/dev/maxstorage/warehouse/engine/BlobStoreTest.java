package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long blobs live. */
class BlobStoreTest {
  private static final List<Column> COLUMNS =
      Warehouse.columns("b blob", "deep map<string,array<struct<x:bigint,y:blob>>>");

  private final Warehouse warehouse = Warehouse.inMemory();
  private final BlobStore blobs = warehouse.engine.blobs();

  @AfterEach
  void close() {
    warehouse.close();
  }

  private String write(String content) throws IOException {
    try (BlobWriter writer = blobs.create("text/plain", "name-\u00e9.txt", "s")) {
      writer.write(content.getBytes(StandardCharsets.UTF_8));
      return writer.finish();
    }
  }

  @Test
  void aBlobComesBackWithItsFacts() throws IOException {
    String reference = write("h\u00e9llo");
    assertThat(reference).matches("[\\x21-\\x7e]{8,100}").isNotEqualTo(write(""));
    try (BlobFile blob = blobs.open(reference)) {
      assertThat(blob.length()).isEqualTo(6);
      assertThat(blob.contentType()).isEqualTo("text/plain");
      assertThat(blob.fileName()).isEqualTo("name-\u00e9.txt");
      assertThat(blob.content()).hasContent("h\u00e9llo");
    }
  }

  @Test
  void anEmptyBlobIsABlob() throws IOException {
    try (BlobFile blob = blobs.open(write(""))) {
      assertThat(blob.length()).isZero();
      assertThat(blob.content().read()).isEqualTo(-1);
    }
  }

  @Test
  void unknownAndHostileReferencesAreNull() throws IOException {
    for (String reference :
        List.of("blob-0123456789abcdef", "", "x", "../warehouse.lock", "blob-../../../../etc/p")) {
      assertThat(blobs.open(reference)).isNull();
    }
  }

  @Test
  void aBlobThatIsNotFinishedIsDropped() throws IOException {
    BlobWriter writer = blobs.create(null, null, "s");
    writer.write(1);
    writer.close();
    assertThatThrownBy(writer::finish).isInstanceOf(IOException.class);
  }

  @Test
  void commitsKeepTheBlobsTheirRowsReferTo() throws IOException {
    warehouse.run("create table t (b blob, deep map<string,array<struct<x:bigint,y:blob>>>)");
    String flat = write("flat");
    String nested = write("nested");
    String unused = write("unused");
    StagedRows rows =
        warehouse.stage(
            "t",
            "",
            COLUMNS,
            List.of(
                Arrays.asList(flat, null),
                Arrays.asList("", Map.of("k", List.of(Map.of("x", 1L, "y", nested))))));
    assertThat(rows.blobReferences()).containsExactlyInAnyOrder(flat, nested);
    warehouse.commit("t", "", OverwriteMode.APPEND, rows);
    blobs.delete("s");
    assertThat(blobs.exists(flat)).isTrue();
    assertThat(blobs.exists(nested)).isTrue();
    assertThat(blobs.exists(unused)).isFalse();

    warehouse.run("create table copy (b blob)");
    warehouse.run("insert into copy select b from t where b is not null");
    warehouse.run("truncate table t");
    assertThat(blobs.exists(flat)).isTrue();
    assertThat(blobs.exists(nested)).isFalse();
    try (Snapshot snapshot = warehouse.snapshot("copy", "b")) {
      warehouse.run("drop table copy");
      assertThat(blobs.exists(flat)).isTrue();
      assertThat(snapshot.rows()).isEqualTo(1);
    }
    assertThat(blobs.exists(flat)).isFalse();
  }

  @Test
  void anAbortedSessionLeavesNoBlobs() throws IOException {
    warehouse.run("create table t (b blob)");
    String reference = write("x");
    StagedRows rows =
        warehouse.stage("t", "", Warehouse.columns("b blob"), List.of(List.of(reference)));
    warehouse.engine.discard(rows.segments());
    blobs.delete("s");
    assertThat(blobs.exists(reference)).isFalse();
  }

  @Test
  void rowsMayNotReferToBlobsThatAreNotThere() {
    warehouse.run("create table t (b blob)");
    List<Column> column = Warehouse.columns("b blob");
    assertThatThrownBy(
            () -> warehouse.stage("t", "", column, List.of(List.of("blob-00000000000000ff"))))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'blob-00000000000000ff', which does not exist");
  }

  @Test
  void theReferenceIsInTheRow() throws IOException {
    warehouse.run("create table t (b blob)");
    String reference = write("x");
    warehouse.append("t", "", Warehouse.columns("b blob"), List.of(List.of(reference)));
    try (Snapshot snapshot = warehouse.snapshot("t", "b");
        RowStream stream = warehouse.engine.read(snapshot, Warehouse.all())) {
      assertThat(stream.next()).isTrue();
      assertThat((byte[]) stream.root().getVector(0).getObject(0))
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(reference);
    }
  }
}
