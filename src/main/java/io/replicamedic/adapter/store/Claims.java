package io.replicamedic.adapter.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Claims and idempotency keys; always inside the store's transaction. */
@Component
final class Claims {
  /** A claim that another workflow holds. */
  record Held(String resource, String workflowId) {}

  private final JdbcClient jdbc;

  Claims(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes all in sorted order (so that two takers cannot block each other), or says who has one.
   */
  Optional<Held> take(Set<String> resources, String workflowId, Instant now) {
    for (String resource : new TreeSet<>(resources)) {
      Optional<Held> held = holder(resource);
      if (held.isPresent()) {
        return held;
      }
      try {
        jdbc.sql("INSERT INTO claim (resource, workflow_id, taken_at) VALUES (?, ?, ?)")
            .params(resource, workflowId, Times.text(now))
            .update();
      } catch (DuplicateKeyException e) {
        return holder(resource);
      }
    }
    return Optional.empty();
  }

  void release(String workflowId) {
    jdbc.sql("DELETE FROM claim WHERE workflow_id = ?").param(workflowId).update();
  }

  Optional<String> usedBy(String actor, String key) {
    return key.isEmpty()
        ? Optional.empty()
        : jdbc.sql("SELECT workflow_id FROM idempotency WHERE actor = ? AND request_key = ?")
            .params(actor, key)
            .query(String.class)
            .optional();
  }

  void remember(String actor, String key, String workflowId) {
    if (!key.isEmpty()) {
      jdbc.sql("INSERT INTO idempotency (actor, request_key, workflow_id) VALUES (?, ?, ?)")
          .params(actor, key, workflowId)
          .update();
    }
  }

  private Optional<Held> holder(String resource) {
    return jdbc.sql("SELECT resource, workflow_id FROM claim WHERE resource = ?")
        .param(resource)
        .query((row, number) -> new Held(row.getString(1), row.getString(2)))
        .optional();
  }
}
