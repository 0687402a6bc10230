package io.replicamedic.obligation;

import java.util.function.BooleanSupplier;

/**
 * Knows how to undo one kind of obligation; asked by the engine while closing a workflow. It looks
 * first (the act may never have happened), acts, and reads back.
 */
public interface Discharger {
  /** The kind of obligation that it answers for. */
  String kind();

  /**
   * One attempt; never throws for what the world does, only for defects.
   *
   * @param rightful whether the caller still owns the workflow; asked after the target was seized
   * @param announce called right before acting, to commit the intent
   */
  Discharge attempt(Obligation obligation, BooleanSupplier rightful, Announcement announce);

  /** Commits the intent of one act; throws when the caller has lost the workflow. */
  @FunctionalInterface
  interface Announcement {
    /**
     * @param statement what will be sent, secrets redacted
     * @param connectionId session that will send it
     */
    void acting(String statement, long connectionId);
  }
}
