package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How long answers for metadata are kept. */
class MetadataCacheTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final MetadataCache cache = new MetadataCache(Duration.ofSeconds(10), now::get);
  private final AtomicInteger asked = new AtomicInteger();

  private int answer(String key) throws IOException {
    return cache.get(Integer.class, key, asked::incrementAndGet);
  }

  @Test
  void answerIsGoodForItsTimeAndThenAskedForAgain() throws Exception {
    assertThat(answer("a")).isEqualTo(1);
    now.set(Instant.ofEpochMilli(9_999));
    assertThat(answer("a")).isEqualTo(1);
    assertThat(answer("b")).isEqualTo(2);
    now.set(Instant.ofEpochSecond(10));
    assertThat(answer("a")).isEqualTo(3);
    assertThat(answer("b")).isEqualTo(2);
  }

  @Test
  void definitionMakesAnswersOldAndAlsoThoseThatWereOnTheirWay() throws Exception {
    assertThat(answer("a")).isEqualTo(1);
    MetadataCache.definitionSent();
    assertThat(answer("a")).isEqualTo(2);
    int onItsWay =
        cache.get(
            Integer.class,
            "b",
            () -> {
              MetadataCache.definitionSent();
              return asked.incrementAndGet();
            });
    assertThat(onItsWay).isEqualTo(3);
    assertThat(answer("b")).isEqualTo(4);
  }

  @Test
  void failureIsNoAnswer() throws Exception {
    assertThatThrownBy(
            () ->
                cache.get(
                    Integer.class,
                    "a",
                    () -> {
                      throw new IOException("gone");
                    }))
        .hasMessage("gone");
    assertThat(answer("a")).isEqualTo(1);
  }
}
