package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiringMapTest {
  private final TestWarehouse.ManualClock clock = new TestWarehouse.ManualClock();
  private final List<String> disposed = new ArrayList<>();
  private final ExpiringMap<String> map =
      new ExpiringMap<>(clock, Duration.ofMinutes(10), 3, disposed::add);

  @Test
  void useProlongsTheLifetime() {
    map.put("a", "A");
    map.put("b", "B");
    clock.advance(Duration.ofMinutes(9));
    assertThat(map.use("a")).isEqualTo("A");
    assertThat(map.expiry("a")).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
    clock.advance(Duration.ofMinutes(1));
    assertThat(map.use("b")).isNull();
    assertThat(disposed).containsExactly("B");
    assertThat(map.use("a")).isEqualTo("A");
  }

  @Test
  void whatWasUsedLongestAgoMakesRoom() {
    map.put("a", "A");
    map.put("b", "B");
    map.put("c", "C");
    map.use("a");
    map.put("d", "D");
    assertThat(disposed).containsExactly("B");
    assertThat(map.use("a")).isEqualTo("A");
  }

  @Test
  void clearDisposesOfEverything() {
    map.put("a", "A");
    map.put("b", "B");
    map.clear();
    assertThat(disposed).containsExactlyInAnyOrder("A", "B");
    assertThat(map.use("a")).isNull();
  }
}
