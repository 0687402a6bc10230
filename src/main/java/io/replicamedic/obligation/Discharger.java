package io.replicamedic.obligation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Knows how to undo one kind of obligation; asked by the engine. It looks first (the act may never
 * have happened), acts, and reads back.
 */
public interface Discharger {
  /** The kind of obligation that it answers for. */
  String kind();

  /**
   * Whether it acts on the database itself. If not, it is asked even while the database cannot be
   * held: egress is given back whatever the database does (design.md, Zombies 11).
   */
  boolean needsDatabase();

  /** How long the target may take to put an undo in force that it has accepted. */
  default Duration lag() {
    return Duration.ZERO;
  }

  /**
   * One attempt; never throws for what the world does, only for defects.
   *
   * @param rightful whether the caller still owns the workflow; asked after the target was seized
   * @param announce called around each act, to commit its intent and its answer
   */
  Discharge attempt(Obligation obligation, BooleanSupplier rightful, Announcement announce);

  /** The undo as commands that a person can run, one a line; placeholders instead of secrets. */
  List<String> undoCommands(Obligation obligation);

  /** Commits what a discharge does; throws when the caller has lost the workflow. */
  interface Announcement {
    /**
     * Right before acting.
     *
     * @param statement what will be sent, secrets redacted
     * @param detail more for the journal: the session that sends it, say
     */
    void acting(String statement, Map<String, Object> detail);

    /** Right after it; what it did only reading again tells. */
    void answered(String statement, String answer);
  }
}
