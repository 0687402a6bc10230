package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import java.util.stream.Stream;

/**
 * One channel of a replica and the source that it is registered with; what the {@link Poller} reads
 * sources for.
 */
record Fed(Database database, String channel, RegisteredSource source) {
  /** Every channel of it whose source we can reach. */
  static Stream<Fed> allOf(Database database) {
    return database.sources().entrySet().stream()
        .filter(it -> !it.getValue().databaseOnly())
        .map(it -> new Fed(database, it.getKey(), it.getValue()));
  }

  /** For people: the replica, and its channel if that has a name. */
  String words() {
    return channel.isEmpty() ? database.id() : database.id() + " (channel " + channel + ")";
  }
}
