package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseServerTest {
  @TempDir Path directory;

  @Test
  void theEndpointIsOnTheLoopbackAddress() throws IOException {
    try (WarehouseServer server = WarehouseServer.start(WarehouseOptions.inMemory())) {
      assertThat(server.endpoint()).hasToString("http://127.0.0.1:" + server.port() + "/api");
    }
  }

  @Test
  void credentialsAreMadeForEachServerAndNeverShown() throws IOException {
    try (WarehouseServer first = WarehouseServer.start(WarehouseOptions.inMemory());
        WarehouseServer second = WarehouseServer.start(WarehouseOptions.inMemory())) {
      assertThat(first.credentials().accessKey())
          .hasSizeGreaterThanOrEqualTo(32)
          .isNotEqualTo(second.credentials().accessKey());
      assertThat(first.credentials().toString()).doesNotContain(first.credentials().accessKey());
    }
  }

  @Test
  void givenCredentialsAreTaken() throws IOException {
    WarehouseCredentials pair = new WarehouseCredentials("me", "secret");
    try (TestWarehouse warehouse =
        TestWarehouse.start(WarehouseOptions.inMemory().withCredentials(pair))) {
      assertThat(warehouse.server().credentials()).isEqualTo(pair);
      warehouse.call("GET", "/api/projects/demo").send().ok();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new WarehouseCredentials("a:b", "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> new WarehouseCredentials("a", " "));
  }

  @Test
  void anAddressOpenToOthersNeedsCredentials() throws IOException {
    InetAddress any = InetAddress.getByName("0.0.0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WarehouseOptions.inMemory().withBindAddress(any))
        .withMessageContaining("0.0.0.0");
    WarehouseOptions open =
        WarehouseOptions.inMemory()
            .withCredentials(new WarehouseCredentials("me", "secret"))
            .withBindAddress(any);
    try (TestWarehouse warehouse = TestWarehouse.start(open)) {
      warehouse.call("GET", "/api/projects/demo").send().ok();
      assertThat(warehouse.server().endpoint().getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void committedRowsAreThereAfterARestart() {
    WarehouseOptions options = WarehouseOptions.onDisk(directory);
    try (TestWarehouse warehouse = TestWarehouse.start(options)) {
      warehouse.sql("create table t (a bigint)");
      warehouse.insert("t", "", ArrowBytes.with().longs("a", 1L).bytes());
      String open = warehouse.writeSession("t", "{}");
      warehouse.openStream("t", open, "s", 1).ok();
      warehouse.write("t", open, "s", 1, ArrowBytes.with().longs("a", 2L).bytes()).send().ok();
    }
    try (TestWarehouse warehouse = TestWarehouse.start(options)) {
      assertThat(warehouse.rows("t")).containsExactly("1");
    }
  }

  @Test
  void closingIsHarmlessTwiceAndBreaksWhatDoesNotEnd() {
    TestWarehouse warehouse = TestWarehouse.start();
    warehouse.sql("create table t (a bigint)");
    warehouse.insert("t", "", ArrowBytes.with().range("a", 0, 1000).bytes());
    warehouse.faults().on("TableRead").everyRequest().stallAfter(100, Duration.ofMinutes(5));
    CompletableFuture<Object> stalled =
        CompletableFuture.supplyAsync(
            () -> warehouse.read("t", warehouse.readSession("t", "{}")).send());
    while (warehouse.faults().struck() == 0) {
      Thread.onSpinWait();
    }
    long start = System.nanoTime();
    warehouse.close();
    warehouse.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    assertThat(stalled.orTimeout(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(stalled.handle((answer, failure) -> failure).join()).isNotNull();
  }

  @Test
  void threadsDoNotKeepTheJvmAlive() {
    try (TestWarehouse warehouse = TestWarehouse.start()) {
      warehouse.call("GET", "/api/projects/demo").send().ok();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("maxstorage-warehouse"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
    }
  }
}
