package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Blobs larger than the memory of the client, which is a JVM with a heap of 64 MiB. */
class LargeBlobTest {

  @Test
  void blobOf256MiBNeedsNoMemory() throws Exception {
    writeAndRead(256L << 20);
  }

  @Test
  @Tag("long")
  void blobOf16GiBNeedsNoMemory() throws Exception {
    writeAndRead(16L << 30);
  }

  private static void writeAndRead(long length) throws Exception {
    WarehouseCredentials pair = new WarehouseCredentials("large-blob-id", "large-blob-key");
    try (WarehouseServer server =
        WarehouseServer.start(
            WarehouseOptions.inMemory().withCredentials(pair).withProjects("demo"))) {
      server.switches().set(TestSwitches.BlobContents.GENERATED);
      String url = "jdbc:maxstorage:" + server.endpoint() + "?project=demo";
      Properties properties = new Properties();
      properties.setProperty("accessId", pair.accessId());
      properties.setProperty("accessKey", pair.accessKey());
      try (Connection connection = DriverManager.getConnection(url, properties);
          Statement statement = connection.createStatement()) {
        statement.execute("create table big (data blob)");
      }
      Process client =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LargeBlobClient.class.getName(),
                  url,
                  pair.accessId(),
                  pair.accessKey(),
                  String.valueOf(length))
              .redirectErrorStream(true)
              .start();
      try {
        String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor()).as(output).isZero();
        assertThat(output).contains("written " + length, "read " + length);
        System.getLogger(LargeBlobTest.class.getName()).log(System.Logger.Level.INFO, output);
      } finally {
        client.destroyForcibly();
      }
    }
  }
}
