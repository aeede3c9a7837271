package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottledOutputStreamTest {
  private final AtomicLong now = new AtomicLong(5);
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private ThrottledOutputStream rate(long bytesPerSecond) {
    return new ThrottledOutputStream(sent, bytesPerSecond, now::get, now::addAndGet);
  }

  @Test
  void bytesTakeTheirTimeAndAreAllThere() throws IOException {
    byte[] body = new byte[2500];
    Arrays.fill(body, 100, 2400, (byte) 7);
    ThrottledOutputStream out = rate(1000);
    out.write(body, 0, 1000);
    assertThat(now.get()).isEqualTo(1_000_000_005L);
    out.write(body, 1000, 1500);
    assertThat(now.get()).isEqualTo(2_500_000_005L);
    assertThat(sent.toByteArray()).isEqualTo(body);
  }

  @Test
  void aSlowSourceIsNotSlowedFurther() throws IOException {
    ThrottledOutputStream out = rate(1000);
    now.addAndGet(10_000_000_000L);
    out.write(new byte[1000]);
    assertThat(now.get()).isEqualTo(10_000_000_005L);
  }

  @Test
  void aByteASecondIsServedToo() throws IOException {
    ThrottledOutputStream out = rate(1);
    out.write(7);
    out.write(new byte[] {8, 9});
    assertThat(now.get()).isEqualTo(3_000_000_005L);
    assertThat(sent.toByteArray()).containsExactly(7, 8, 9);
  }
}
