package io.replicamedic.rung.replication;

import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import io.replicamedic.workflow.Rung;

/** A rung about a replica: a session that breaks while looking climbs nothing. */
abstract class Acts implements Rung<ReplicaGrip> {
  @Override
  public final Preparation prepare(Run<ReplicaGrip> run) {
    try {
      return look(run);
    } catch (DatabaseUnreachable e) {
      return new Preparation.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  abstract Preparation look(Run<ReplicaGrip> run);

  /**
   * The source, where what follows must be compared with it; a source that only the database can
   * reach stays closed, and what it would have proven is unknown.
   *
   * @throws DatabaseUnreachable when it should be readable and is not: a blip, or worse
   */
  static SourceAccess readable(SourceAccess access, RegisteredSource source) {
    if (access instanceof SourceAccess.Closed(DatabaseUnreachable why) && !source.databaseOnly()) {
      throw why;
    }
    return access;
  }
}
