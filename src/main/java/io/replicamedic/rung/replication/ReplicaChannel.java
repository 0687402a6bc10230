package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import java.util.List;
import java.util.Optional;

/**
 * One channel of a replica, read and acted on over one session: what everything here is about. The
 * others of the same server are only looked at, to leave them as they are.
 *
 * @param name "" is the default channel
 */
public record ReplicaChannel(Database database, String name, ReplicaSession session) {
  /** Where it should replicate from. */
  RegisteredSource source() {
    return database.source(name).orElseThrow();
  }

  /** One reading; empty when it is not configured. */
  Optional<ReplicationStatus> status() {
    return session.status(name);
  }

  /** The other channels of the server, read once. */
  List<ReplicationStatus> others() {
    return session.statuses().stream().filter(it -> !it.channel().equals(name)).toList();
  }

  /** Everything that a reset of it would destroy. */
  RestorePoint restorePoint() {
    return session.restorePoint(name);
  }

  /** The CALLs that are about it. */
  RdsCalls calls() {
    return RdsCalls.of(session.procedures(), name, session.channels());
  }

  /** {@code orders}, or {@code orders, channel 'legacy'}. */
  String words() {
    return words(database.id(), name);
  }

  /** The same of a channel that is not read. */
  public static String words(String database, String channel) {
    return channel.isEmpty() ? database : database + ", channel '" + channel + "'";
  }

  /** Names as people write them: {@code '', 'legacy'}. */
  public static String list(List<String> names) {
    return names.isEmpty() ? "none" : "'" + String.join("', '", names) + "'";
  }
}
