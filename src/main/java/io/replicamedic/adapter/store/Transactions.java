package io.replicamedic.adapter.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs the store's transactions; everything here that writes uses it. One that the database undid
 * because of another (a deadlock, a lock wait, both inserting the same key) begins again from its
 * first reading and then sees what the other wrote; nothing of the first attempt is left.
 *
 * <p>An instance that stands still, or whose host is gone, in the middle of one would keep its row
 * locks for as long as MySQL keeps the silent session: eight hours. Whoever takes over could write
 * nothing. So the server ends a session of ours that says nothing inside a transaction, and undoes
 * it, after {@link #SILENCE}; the instance that wakes finds its connection lost.
 */
@Component
final class Transactions {
  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  // Each loss means that somebody else won: ten in a row are a defect, not bad luck.
  private static final int ATTEMPTS = 10;

  /** Longer than a bad collection of garbage, shorter than a takeover takes. */
  static final Duration SILENCE = Duration.ofSeconds(5);

  private final TransactionOperations operations;
  private final JdbcClient jdbc;
  private final StoreKind kind;

  Transactions(TransactionOperations operations, JdbcClient jdbc, StoreKind kind) {
    this.operations = operations;
    this.jdbc = jdbc;
    this.kind = kind;
  }

  <T extends @Nullable Object> T run(TransactionCallback<T> work) {
    // Inside another one it is part of that: only the whole can begin again.
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return operations.execute(work);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return operations.execute(
            status -> {
              boundSilence();
              return work.doInTransaction(status);
            });
      } catch (DuplicateKeyException
          | PessimisticLockingFailureException
          | QueryTimeoutException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  // Not for good: a pooled session may be silent for long, and nobody waits for it. An embedded
  // store ends with its process.
  private void boundSilence() {
    if (kind == StoreKind.EMBEDDED) {
      return;
    }
    jdbc.sql("SET SESSION wait_timeout = " + SILENCE.toSeconds()).update();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            try {
              jdbc.sql("SET SESSION wait_timeout = @@GLOBAL.wait_timeout").update();
            } catch (DataAccessException e) {
              LOG.debug("the session is gone, as a silent one should be", e);
            }
          }
        });
  }
}
