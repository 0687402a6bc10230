package io.replicamedic.app;

import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Names;
import io.replicamedic.outside.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at the start what is wrong in the configuration, a line for each database set aside. */
@Component
final class StartReport {
  private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

  private final Configuration configuration;
  private final Registry registry;
  private final Lacks lacks;

  StartReport(Configuration configuration, Registry registry, Secrets secrets, Names names) {
    this.configuration = configuration;
    this.registry = registry;
    this.lacks = new Lacks(secrets, names);
  }

  @EventListener(ApplicationReadyEvent.class)
  void tell() {
    configuration.unread().forEach(it -> LOG.error("{}", it));
    configuration.aside().forEach(it -> LOG.error("{}", it));
    // A resolver that hangs for one must not hold up the start, nor the others.
    registry.all().forEach(database -> Thread.ofVirtual().start(() -> tell(database)));
  }

  private void tell(Database database) {
    lacks.of(database).forEach(it -> LOG.warn("{}", it));
  }
}
