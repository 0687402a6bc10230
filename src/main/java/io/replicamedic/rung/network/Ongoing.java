package io.replicamedic.rung.network;

import io.replicamedic.replication.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cut on record: what it still needs, seen in what is read now. Immutable as far as its record
 * goes; every method but the first three reads, and throws {@link
 * io.replicamedic.outside.CloudUnreadable}.
 */
public interface Ongoing {
  /** JSON for the obligation, enough to go on or to undo it on any instance. */
  String document();

  /** Addresses that become unreachable, as text. */
  Set<String> addresses();

  /** The undo as AWS CLI commands, one a line. */
  List<String> undoCommands();

  /** What preparing still needs. */
  Look preparing();

  /** What cutting still needs. */
  Look cutting();

  /** Why the source can be reached although it was cut; empty when it cannot. */
  Optional<String> notInForce(Endpoint source);

  /** Begins, or goes on with, undoing it. */
  Undo undo();
}
