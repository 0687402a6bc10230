package io.replicamedic.durability;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Something that was asked about a database: what it is, or why nobody knows; and when. */
public sealed interface Fact<T> {
  /** When it was asked, by our clock. */
  Instant at();

  /** What it is; empty when unknown. */
  Optional<T> value();

  /** Why it is unknown; empty text when it is known. */
  String why();

  /** The same fact, thought further. */
  default <R> Fact<R> map(Function<T, R> thought) {
    return value()
        .<Fact<R>>map(it -> new Known<>(thought.apply(it), at()))
        .orElseGet(() -> new Unknown<>(why(), at()));
  }

  /** It could be read. */
  record Known<T>(T is, Instant at) implements Fact<T> {
    @Override
    public Optional<T> value() {
      return Optional.of(is);
    }

    @Override
    public String why() {
      return "";
    }
  }

  /**
   * It could not be read.
   *
   * @param why in words, without secrets: {@code rds:DescribeDBParameters is not permitted}
   */
  record Unknown<T>(String why, Instant at) implements Fact<T> {
    @Override
    public Optional<T> value() {
      return Optional.empty();
    }
  }
}
