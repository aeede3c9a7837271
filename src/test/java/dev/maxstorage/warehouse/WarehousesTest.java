package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehousesTest {
  @TempDir Path directory;

  @Test
  void leasesOfOneNameShareAServerUntilTheLastCloses() throws IOException {
    WarehouseLease first = Warehouses.open("shared");
    WarehouseLease second = Warehouses.open("shared");
    try (WarehouseLease other = Warehouses.open("another")) {
      assertThat(second.server()).isSameAs(first.server());
      assertThat(other.server()).isNotSameAs(first.server());
      assertThat(other.credentials()).isNotEqualTo(first.credentials());
    }
    int port = first.server().port();
    first.close();
    first.close();
    try (Socket open = new Socket("127.0.0.1", port)) {
      assertThat(open.isConnected()).isTrue();
    }
    second.close();
    assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
        .isInstanceOf(ConnectException.class);
    try (WarehouseLease anew = Warehouses.open("shared")) {
      assertThat(anew.server()).isNotSameAs(first.server());
    }
  }

  @Test
  void pathsThatLeadToTheSameDirectoryShareAServer() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    try (WarehouseLease first = Warehouses.open(real);
        WarehouseLease second = Warehouses.open(link);
        WarehouseLease third = Warehouses.open(directory.resolve("real/../real"))) {
      assertThat(second.server()).isSameAs(first.server());
      assertThat(third.server()).isSameAs(first.server());
    }
  }

  @Test
  void aDirectoryKeepsItsProjects() throws IOException {
    try (WarehouseLease lease = Warehouses.open(directory.resolve("kept"))) {
      lease.createProject("p1");
      lease.createProject("p1");
    }
    WarehouseOptions options = WarehouseOptions.onDisk(directory.resolve("kept"));
    try (TestWarehouse warehouse = TestWarehouse.start(options)) {
      assertThat(warehouse.call("GET", "/api/projects/p1").send().ok().text())
          .contains("<Name>p1</Name>");
    }
  }

  @Test
  void aDirectoryInUseIsRefusedWithTheOwner() throws IOException {
    try (WarehouseLease lease = Warehouses.open(directory)) {
      assertThatThrownBy(() -> WarehouseServer.start(WarehouseOptions.onDisk(directory)))
          .isInstanceOf(WarehouseTakenException.class)
          .hasMessageContainingAll(
              directory.toString(), Long.toString(ProcessHandle.current().pid()));
      assertThat(lease.server().port()).isPositive();
    }
    WarehouseServer.start(WarehouseOptions.onDisk(directory)).close();
  }

  @Test
  void aFailedStartLeavesNothingBehind() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");
    assertThatThrownBy(() -> Warehouses.open(file)).isInstanceOf(IOException.class);
    try (WarehouseServer first = WarehouseServer.start(WarehouseOptions.inMemory())) {
      WarehouseOptions samePort =
          WarehouseOptions.onDisk(directory.resolve("w")).withPort(first.port());
      assertThatThrownBy(() -> WarehouseServer.start(samePort)).isInstanceOf(IOException.class);
    }
    WarehouseServer.start(WarehouseOptions.onDisk(directory.resolve("w"))).close();
  }
}
