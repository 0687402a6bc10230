package io.replicamedic.lab;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** AWS-like ids with 17 hex digits, none given twice; used by the {@link AwsEndpoint}. */
final class Ids {
  private final Set<String> given = ConcurrentHashMap.newKeySet();

  String fresh(String prefix) {
    while (true) {
      String id = "%s-0%016x".formatted(prefix, ThreadLocalRandom.current().nextLong());
      if (given.add(id)) {
        return id;
      }
    }
  }
}
