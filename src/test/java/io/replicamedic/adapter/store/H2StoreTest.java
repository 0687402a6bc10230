package io.replicamedic.adapter.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the embedded store: a file, with the service's own settings. */
class H2StoreTest extends StoreContract
    implements HistoryContract, AuditContract, SuppressionContract {
  @TempDir private static Path folder;
  private static OpenStore store;

  @BeforeAll
  static void open() {
    store = OpenStore.embedded(folder);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  public OpenStore store() {
    return store;
  }
}
