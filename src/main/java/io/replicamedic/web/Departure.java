package io.replicamedic.web;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells long polls and event streams that the service is about to stop, so that a graceful shutdown
 * does not wait for them. A flag to look at, never an interrupt: a thread interrupted inside the
 * embedded store would close the store's file.
 */
@Component
class Departure {
  private volatile boolean begun;

  @EventListener(ContextClosedEvent.class)
  void begin() {
    begun = true;
  }

  /** Whether to come to an end. */
  boolean begun() {
    return begun;
  }
}
