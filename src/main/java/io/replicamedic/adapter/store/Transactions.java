package io.replicamedic.adapter.store;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs the store's transactions; everything here that writes uses it. One that the database undid
 * because of another (a deadlock, a lock wait, both inserting the same key) begins again from its
 * first reading and then sees what the other wrote; nothing of the first attempt is left.
 */
@Component
final class Transactions {
  // Each loss means that somebody else won: ten in a row are a defect, not bad luck.
  private static final int ATTEMPTS = 10;

  private final TransactionOperations operations;

  Transactions(TransactionOperations operations) {
    this.operations = operations;
  }

  <T extends @Nullable Object> T run(TransactionCallback<T> work) {
    // Inside another one it is part of that: only the whole can begin again.
    int attempts = TransactionSynchronizationManager.isActualTransactionActive() ? 1 : ATTEMPTS;
    for (int attempt = 1; ; attempt++) {
      try {
        return operations.execute(work);
      } catch (DuplicateKeyException
          | PessimisticLockingFailureException
          | QueryTimeoutException e) {
        if (attempt == attempts) {
          throw e;
        }
      }
    }
  }
}
