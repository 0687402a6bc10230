package io.replicamedic.app;

import io.replicamedic.audit.Suppressions;
import io.replicamedic.controls.Downtimes;
import io.replicamedic.workflow.LastWorkflows;
import io.replicamedic.workflow.Signals;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps what is told beside a status as new as the store: after a commit of this instance soon,
 * after another's within seconds. One thread, so that no request asks the store.
 */
@Component
final class Refresher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int LOOKS = 10;
  private static final Duration LEAVING = Duration.ofSeconds(5);

  private final Downtimes downtimes;
  private final Suppressions suppressions;
  private final LastWorkflows workflows;
  private final Signals signals;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("refresher").unstarted(this::run);
  private boolean away;

  Refresher(
      Downtimes downtimes, Suppressions suppressions, LastWorkflows workflows, Signals signals) {
    this.downtimes = downtimes;
    this.suppressions = suppressions;
    this.workflows = workflows;
    this.signals = signals;
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    thread.start();
  }

  // Never ended by an interrupt: it would close the embedded store's file under everybody.
  @Override
  public void close() {
    closed.countDown();
    try {
      if (thread.isAlive() && !thread.join(LEAVING)) {
        LOG.warn("a reading of the store does not end in time and is left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      long seen = -1;
      for (int looks = 0; !closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS); looks++) {
        boolean due = looks % LOOKS == 0;
        long now = signals.seen();
        if (due || now != seen) {
          refresh(due);
          seen = now;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refresh(boolean due) {
    try {
      workflows.refresh();
      if (due) {
        downtimes.refresh();
        suppressions.refresh();
      }
      away = false;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.warn("the store cannot be read; what was known of it is told meanwhile", e);
      }
      away = true;
    }
  }
}
