package io.replicamedic.playbook;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.rung.replication.ReplicaChannel;
import io.replicamedic.workflow.OrderRefused;
import java.util.List;
import java.util.Optional;

/** Whether a channel is one that can be worked on; asked before anything is started. */
final class ChannelAdmission {
  private final Databases databases;

  ChannelAdmission(Databases databases) {
    this.databases = databases;
  }

  /**
   * Refuses a channel without a registered source, and a named one that the server does not have.
   *
   * @throws OrderRefused with the names that there are
   */
  void admit(Database database, String channel) {
    boolean named = !channel.isEmpty();
    Optional<List<String>> there = named ? channels(database) : Optional.empty();
    // A server that does not answer is the workflow's to report: it may come back.
    if (there.isPresent() && !there.get().contains(channel)) {
      throw new OrderRefused(
          "unknown-channel",
          database.id() + " has no channel '" + channel + "'",
          "its channels are: " + ReplicaChannel.list(there.get()));
    }
    if (database.source(channel).isEmpty()) {
      throw new OrderRefused(
          "no-source",
          "no source is registered for " + ReplicaChannel.words(database.id(), channel),
          (named
                  ? "register it under sources, with channel: '" + channel + "'"
                  : "register its source (host, port, replication account) in the configuration")
              + registered(database));
    }
  }

  private static String registered(Database database) {
    return database.sources().isEmpty()
        ? ""
        : "; registered are sources of the channels "
            + ReplicaChannel.list(database.sources().keySet().stream().sorted().toList());
  }

  private Optional<List<String>> channels(Database database) {
    try (ReplicaSession session = databases.openReplica(database)) {
      return Optional.of(session.channels());
    } catch (DatabaseUnreachable | SecretMissing e) {
      return Optional.empty();
    }
  }
}
