package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.SourceSession;
import java.util.Optional;

/** A session to the source, or why there is none; nothing about it is decided here. */
sealed interface SourceAccess extends AutoCloseable {

  /** Logged in. */
  record Open(SourceSession to) implements SourceAccess {}

  /** Not. */
  record Closed(DatabaseUnreachable why) implements SourceAccess {}

  static SourceAccess of(Databases databases, Database database) {
    try {
      return new Open(databases.openSource(database));
    } catch (DatabaseUnreachable e) {
      return new Closed(e);
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
