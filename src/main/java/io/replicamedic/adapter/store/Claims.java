package io.replicamedic.adapter.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
   *
   * @throws org.springframework.dao.DuplicateKeyException when another took one just now; the
   *     transaction must begin again to see who
   */
  Optional<Held> take(Set<String> resources, String workflowId, Instant now) {
    for (String resource : new TreeSet<>(resources)) {
      Optional<Held> held = holder(resource);
      if (held.isPresent()) {
        return held;
      }
      jdbc.sql("INSERT INTO claim (resource, workflow_id, taken_at) VALUES (?, ?, ?)")
          .params(resource, workflowId, Times.text(now))
          .update();
    }
    return Optional.empty();
  }

  /** Gives back some of a workflow's claims. */
  void release(Set<String> resources, String workflowId) {
    for (String resource : resources) {
      jdbc.sql("DELETE FROM claim WHERE resource = ? AND workflow_id = ?")
          .params(resource, workflowId)
          .update();
    }
  }

  void release(String workflowId) {
    jdbc.sql("DELETE FROM claim WHERE workflow_id = ?").param(workflowId).update();
  }

  Optional<String> usedBy(String actor, String key) {
    return key.isEmpty()
        ? Optional.empty()
        : jdbc.sql("SELECT workflow_id FROM idempotency WHERE actor = ? AND request_key = ?")
            .params(actor, digest(actor, key))
            .query(String.class)
            .optional();
  }

  void remember(String actor, String key, String workflowId) {
    if (!key.isEmpty()) {
      jdbc.sql("INSERT INTO idempotency (actor, request_key, workflow_id) VALUES (?, ?, ?)")
          .params(actor, digest(actor, key), workflowId)
          .update();
    }
  }

  // Keys are the callers' own text: of any length, and in MySQL's collation 'Key' equals 'key', for
  // actors too. A digest over both is neither.
  private static String digest(String actor, String key) {
    String text = actor.length() + ":" + actor + key;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private Optional<Held> holder(String resource) {
    return jdbc.sql("SELECT resource, workflow_id FROM claim WHERE resource = ?")
        .param(resource)
        .query((row, number) -> new Held(row.getString(1), row.getString(2)))
        .optional();
  }
}
