package io.replicamedic.adapter.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The scheduled tasks that carry workflows on; written in the store's transaction, since
 * db-scheduler works on the same (transaction-aware) data source.
 */
@Component
public class CarryOnTasks {
  /** Name of the task; its instances are {@code <workflow id>:<version that scheduled it>}. */
  public static final String CARRY_ON = "carry-on";

  private final ObjectProvider<Scheduler> scheduler;
  private final JdbcClient jdbc;

  // A provider: the scheduler's tasks need the engine, which needs the store.
  CarryOnTasks(ObjectProvider<Scheduler> scheduler, JdbcClient jdbc) {
    this.scheduler = scheduler;
    this.jdbc = jdbc;
  }

  /** The workflow that a task instance carries on. */
  public static String workflowId(String taskInstance) {
    return taskInstance.substring(0, taskInstance.indexOf(':'));
  }

  /** The version whose commit scheduled a task instance. */
  public static long scheduledBy(String taskInstance) {
    return Long.parseLong(taskInstance.substring(taskInstance.indexOf(':') + 1));
  }

  // One instance name per scheduling: the task that is running now may not have been removed yet.
  void schedule(String workflowId, long version, Instant at) {
    SchedulerClient client = scheduler.getObject();
    client.scheduleIfNotExists(new TaskInstance<>(CARRY_ON, workflowId + ":" + version), at);
  }

  /** Looks for due tasks at once instead of at the next poll; to be called after the commit. */
  void nudge() {
    scheduler.getObject().triggerCheckForDueExecutions();
  }

  boolean ensure(String workflowId, long version, Instant at) {
    long tasks =
        jdbc.sql(
                "SELECT COUNT(*) FROM scheduled_tasks WHERE task_name = ? AND task_instance LIKE ?")
            .params(CARRY_ON, workflowId + ":%")
            .query(Long.class)
            .single();
    if (tasks > 0) {
      return false;
    }
    schedule(workflowId, version, at);
    return true;
  }
}
