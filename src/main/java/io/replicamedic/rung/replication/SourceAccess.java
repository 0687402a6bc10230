package io.replicamedic.rung.replication;

import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.SourceSession;
import java.util.Optional;

/** A session to the source, or why there is none; nothing about it is decided here. */
sealed interface SourceAccess extends AutoCloseable {

  /** In place of a MySQL error number: we have no password to try. */
  int NO_SECRET = -1;

  /** Logged in. */
  record Open(SourceSession to) implements SourceAccess {}

  /** Not. */
  record Closed(DatabaseUnreachable why) implements SourceAccess {}

  static SourceAccess of(Databases databases, ReplicaChannel channel) {
    try {
      return new Open(databases.openSource(channel.database(), channel.name()));
    } catch (DatabaseUnreachable e) {
      return new Closed(e);
    } catch (SecretMissing e) {
      String why = String.valueOf(e.getMessage());
      return new Closed(
          new DatabaseUnreachable(
              "source of " + channel.words(), channel.source().asService(), NO_SECRET, why, e));
    }
  }

  default Optional<SourceSession> session() {
    return this instanceof Open(SourceSession open) ? Optional.of(open) : Optional.empty();
  }

  @Override
  default void close() {
    session().ifPresent(SourceSession::close);
  }
}
