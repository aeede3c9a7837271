package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Blobs that were written in the session {@code default}, which never ends. */
class AutoCommitBlobsTest {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private static String upload(TestWarehouse warehouse) {
    String base64 =
        warehouse
            .action("TableWriteBlob", table("t"))
            .query("SessionId", "default")
            .query("StreamId", "s")
            .query("StreamVersion", 1)
            .query("PartitionValues", "")
            .query("ColumnIndex", 2)
            .chunked(new byte[] {7})
            .send()
            .ok()
            .json()
            .path("BlobReference")
            .asText();
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static TestWarehouse.Answer read(TestWarehouse warehouse, String reference) {
    return warehouse
        .action("BlobRead", "generic.blob")
        .body("{\"BlobReferences\":[\"" + reference + "\"]}")
        .send();
  }

  @Test
  void thoseThatNoRowRefersToAreDroppedAfterTwoLifetimes() {
    TestWarehouse.ManualClock clock = new TestWarehouse.ManualClock();
    try (TestWarehouse warehouse =
        TestWarehouse.start(
            WarehouseOptions.inMemory().withClock(clock).withSessionLifetime(LIFETIME))) {
      warehouse.sql("create table t (id bigint, img blob)");
      String used = upload(warehouse);
      String loose = upload(warehouse);
      byte[] row = ArrowBytes.with().longs("id", 1L).references("img", used).bytes();
      warehouse.write("t", "default", "s", 1, row).send().ok();
      clock.advance(LIFETIME);
      String second = upload(warehouse);
      read(warehouse, loose).ok();
      clock.advance(LIFETIME);
      upload(warehouse);
      read(warehouse, loose).refused(404, "NoSuchBlob");
      read(warehouse, used).ok();
      read(warehouse, second).ok();
      assertThat(warehouse.rows("t")).hasSize(1);
    }
  }
}
