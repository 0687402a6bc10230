package io.replicamedic.adapter.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The scheduled tasks that tell people of an alarm, until they are told; written in the transaction
 * that raises or clears it.
 */
@Component
public class NoticeTasks {
  /** Name of the task; its instances are {@code <alarm id>:<what>}. */
  public static final String TELL = "tell-alarm";

  /** What people are told. */
  public enum What {
    RAISED,
    CLEARED
  }

  private final ObjectProvider<Scheduler> scheduler;

  // A provider: the scheduler's tasks need the store.
  NoticeTasks(ObjectProvider<Scheduler> scheduler) {
    this.scheduler = scheduler;
  }

  /** The alarm that a task instance tells of. */
  public static String alarmId(String taskInstance) {
    return taskInstance.substring(0, taskInstance.indexOf(':'));
  }

  /** What a task instance tells of it. */
  public static What what(String taskInstance) {
    return What.valueOf(taskInstance.substring(taskInstance.indexOf(':') + 1));
  }

  void schedule(String alarmId, What what, Instant at) {
    scheduler.getObject().scheduleIfNotExists(new TaskInstance<>(TELL, alarmId + ":" + what), at);
  }

  /** Looks for due tasks at once instead of at the next poll; to be called after the commit. */
  void nudge() {
    scheduler.getObject().triggerCheckForDueExecutions();
  }
}
