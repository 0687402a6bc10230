package io.replicamedic.lab;

import java.util.ArrayList;
import java.util.List;

/** What a {@link Lab} has opened so far; closed in reverse order, whatever happens to one of it. */
final class Parts implements AutoCloseable {
  private final List<AutoCloseable> open = new ArrayList<>();

  /** Always true, as a collection's. */
  boolean add(AutoCloseable part) {
    return open.add(part);
  }

  /**
   * Tells the first failure when all are closed.
   *
   * @throws AssertionError when that is what failed: a part that has something to say of the test
   */
  @Override
  public void close() {
    List<Throwable> failures = new ArrayList<>();
    for (AutoCloseable part : open.reversed()) {
      try {
        part.close();
      } catch (Exception | AssertionError e) {
        failures.add(e);
      }
    }
    open.clear();
    if (failures.isEmpty()) {
      return;
    }
    Throwable first = failures.removeFirst();
    failures.forEach(first::addSuppressed);
    if (first instanceof AssertionError error) {
      throw error;
    }
    throw new IllegalStateException(first);
  }
}
