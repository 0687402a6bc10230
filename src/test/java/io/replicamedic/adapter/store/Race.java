package io.replicamedic.adapter.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Lets several threads do something at the same moment; a failure of one fails the test. */
final class Race {
  private Race() {}

  static <T> List<T> run(int runners, IntFunction<T> each)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(runners);
    try (var threads = Executors.newFixedThreadPool(runners)) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < runners; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return each.apply(number);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : running) {
        results.add(result.get());
      }
      return results;
    }
  }
}
