package io.replicamedic.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a workflow has learnt and must still know after a crash; stored with its record. */
public record Memory(Map<String, String> values) {
  /** Nothing learnt yet. */
  public static final Memory EMPTY = new Memory(Map.of());

  /** Immutable. */
  public Memory {
    values = Map.copyOf(values);
  }

  /** The value under a key. */
  public <T> Optional<T> get(Key<T> key) {
    return Optional.ofNullable(values.get(key.name())).map(key.read());
  }

  /** This memory and one value more (or another). */
  public <T> Memory with(Key<T> key, T value) {
    return and(new Memory(Map.of(key.name(), key.write().apply(value))));
  }

  /** This memory, with all that the other knows on top. */
  public Memory and(Memory other) {
    Map<String, String> all = new TreeMap<>(values);
    all.putAll(other.values);
    return new Memory(all);
  }

  /** This memory without a key. */
  public Memory without(Key<?> key) {
    Map<String, String> rest = new TreeMap<>(values);
    rest.remove(key.name());
    return new Memory(rest);
  }
}
