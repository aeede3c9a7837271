package dev.maxstorage.warehouse;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Things by id, each until its lifetime after the last use is over. When the map is full, the one
 * that was used longest ago goes first. Thread-safe.
 */
final class ExpiringMap<T> {
  private final InstantSource clock;
  private final Duration lifetime;
  private final int capacity;
  private final Consumer<T> dispose;
  private final LinkedHashMap<String, Entry<T>> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Makes an empty map.
   *
   * @param dispose called for everything that leaves the map other than by {@link #remove}
   */
  ExpiringMap(InstantSource clock, Duration lifetime, int capacity, Consumer<T> dispose) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.capacity = capacity;
    this.dispose = dispose;
  }

  private record Entry<T>(T value, Instant expiry) {}

  void put(String id, T value) {
    List<T> gone;
    synchronized (this) {
      entries.put(id, new Entry<>(value, clock.instant().plus(lifetime)));
      gone = takeExpired();
    }
    gone.forEach(dispose);
  }

  /** The thing of this id, whose lifetime begins again; null if it is unknown or expired. */
  @Nullable T use(String id) {
    List<T> gone;
    Entry<T> entry;
    synchronized (this) {
      gone = takeExpired();
      entry = entries.get(id);
      if (entry != null) {
        entries.put(id, new Entry<>(entry.value, clock.instant().plus(lifetime)));
      }
    }
    gone.forEach(dispose);
    return entry == null ? null : entry.value;
  }

  /** What is in the map and has not expired; no lifetime begins again. */
  synchronized List<T> values() {
    Instant now = clock.instant();
    return entries.values().stream()
        .filter(entry -> now.isBefore(entry.expiry))
        .map(Entry::value)
        .toList();
  }

  /** When the thing of this id expires if it is not used again; the present if it is unknown. */
  synchronized Instant expiry(String id) {
    Entry<T> entry = entries.get(id);
    return entry == null ? clock.instant() : entry.expiry;
  }

  /** Takes the thing of this id out, without disposing of it; null if it is unknown. */
  synchronized @Nullable T remove(String id) {
    Entry<T> entry = entries.remove(id);
    return entry == null ? null : entry.value;
  }

  /** Disposes of everything. */
  void clear() {
    List<T> gone = new ArrayList<>();
    synchronized (this) {
      entries.values().forEach(entry -> gone.add(entry.value));
      entries.clear();
    }
    gone.forEach(dispose);
  }

  /** The order of the entries is that of their last use, so the expired ones come first. */
  private List<T> takeExpired() {
    List<T> gone = new ArrayList<>();
    Instant now = clock.instant();
    Iterator<Map.Entry<String, Entry<T>>> each = entries.entrySet().iterator();
    while (each.hasNext()) {
      Entry<T> entry = each.next().getValue();
      if (now.isBefore(entry.expiry) && entries.size() <= capacity) {
        break;
      }
      gone.add(entry.value);
      each.remove();
    }
    return gone;
  }
}
