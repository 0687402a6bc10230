package io.replicamedic.adapter.aws;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thing that is made when it is first asked for, and once; used by {@link AccountServices}. */
final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> making;
  private @Nullable T made;

  Lazy(Supplier<T> making) {
    this.making = making;
  }

  /** A making that failed is tried again by the next caller. */
  @Override
  public synchronized T get() {
    T known = made;
    if (known == null) {
      known = making.get();
      made = known;
    }
    return known;
  }

  synchronized void ifMade(Consumer<T> action) {
    if (made != null) {
      action.accept(made);
    }
  }
}
