package io.replicamedic.adapter.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Releases what the process before was executing when it died. One process has the embedded store
 * alone, so at start-up whoever had picked a task is certainly dead, and waiting for its missed
 * heartbeats would only cost the workflow time. It runs while the context starts: the scheduler
 * starts once that is ready. On a shared store only heartbeats can tell.
 */
@Component
final class LeftoverExecutions implements InitializingBean {
  private static final Logger LOG = LoggerFactory.getLogger(LeftoverExecutions.class);

  private final JdbcClient jdbc;
  private final StoreKind kind;

  LeftoverExecutions(JdbcClient jdbc, StoreKind kind) {
    this.jdbc = jdbc;
    this.kind = kind;
  }

  @Override
  public void afterPropertiesSet() {
    if (kind != StoreKind.EMBEDDED) {
      return;
    }
    int released =
        jdbc.sql(
                "UPDATE scheduled_tasks SET picked = FALSE, picked_by = NULL,"
                    + " last_heartbeat = NULL, version = version + 1 WHERE picked = TRUE")
            .update();
    if (released > 0) {
      LOG.info("{} tasks were running when the process before ended: due again", released);
    }
  }
}
