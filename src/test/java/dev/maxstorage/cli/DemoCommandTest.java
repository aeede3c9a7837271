package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  @Test
  void everyStepReportsAndNothingDiffers(@TempDir Path directory) {
    CommandRun run = CommandRun.of("demo", "--warehouse", directory.resolve("wh").toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("create ", "load ", "insert ", "explain    scan of ", "scan ", "aggregate ")
        .contains("100,000 rows", "SHA-256")
        .endsWith("all rows and bytes are as expected\n");
  }
}
