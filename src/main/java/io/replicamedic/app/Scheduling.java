package io.replicamedic.app;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.replicamedic.adapter.store.CarryOnTasks;
import io.replicamedic.adapter.store.NoticeTasks;
import io.replicamedic.obligation.OverdueWatch;
import io.replicamedic.rung.network.Sentinel;
import io.replicamedic.workflow.Engine;
import io.replicamedic.workflow.Sweeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The durable tasks: carrying one workflow on, sweeping up what nobody carries on, watching over
 * what is owed, telling people.
 */
@Configuration(proxyBeanMethods = false)
class Scheduling {
  private static final Duration RETRY = Duration.ofSeconds(2);

  // A failed execution is a defect or a shutdown: another try looks before it acts.
  @Bean
  Task<Void> carryOn(Engine engine) {
    return Tasks.oneTime(CarryOnTasks.CARRY_ON, Void.class)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
        .onDeadExecutionRevive()
        .execute(
            (instance, context) ->
                engine.carryOn(
                    CarryOnTasks.workflowId(instance.getId()),
                    CarryOnTasks.scheduledBy(instance.getId())));
  }

  @Bean
  Task<Void> watch(OverdueWatch watch, Settings settings) {
    return Tasks.recurring("watch", FixedDelay.of(settings.workflow().sweep()))
        .execute((instance, context) -> watch.look());
  }

  @Bean
  Task<Void> tellAlarm(Notices notices) {
    return Tasks.custom(NoticeTasks.TELL, Void.class)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
        .onDeadExecutionRevive()
        .execute((instance, context) -> afterwards(notices.tell(instance.getId())));
  }

  private static CompletionHandler<Void> afterwards(Optional<Instant> again) {
    return (complete, operations) ->
        again.ifPresentOrElse(at -> operations.reschedule(complete, at), operations::remove);
  }

  @Bean
  Task<Void> sweep(Sweeper sweeper, Settings settings) {
    return Tasks.recurring("sweep", FixedDelay.of(settings.workflow().sweep()))
        .execute((instance, context) -> sweeper.sweep());
  }

  @Bean
  Task<Void> lookForLeftovers(Sentinel sentinel, Settings settings) {
    return Tasks.recurring("sentinel", FixedDelay.of(settings.network().sentinel()))
        .execute((instance, context) -> sentinel.look());
  }

  // Before the scheduler is stopped: a workflow that is let go is carried on at once elsewhere.
  @Bean
  ApplicationListener<ContextClosedEvent> leaving(Engine engine) {
    return event -> engine.leave();
  }
}
