package io.replicamedic.app;

import io.replicamedic.fleet.RdsReading;
import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.VpcNetwork;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Asks AWS once, right after the start, about every database whose network we may touch: a missing
 * permission or a wrong identifier is said then and not at 3 a.m., and the clients are warm.
 */
@Component
final class FirstLook {
  private static final Logger LOG = LoggerFactory.getLogger(FirstLook.class);

  private final Registry registry;
  private final RdsFleet fleet;
  private final VpcNetwork network;

  FirstLook(Registry registry, RdsFleet fleet, VpcNetwork network) {
    this.registry = registry;
    this.fleet = fleet;
    this.network = network;
  }

  @EventListener(ApplicationReadyEvent.class)
  void look() {
    registry.all().forEach(database -> Thread.ofVirtual().start(() -> look(database)));
  }

  private void look(Database database) {
    RdsReading.of(database, fleet)
        .ifPresent(
            reading -> {
              switch (reading) {
                case RdsReading.Told(RdsFacts facts) -> told(database, facts);
                case RdsReading.Unreadable(String why) ->
                    LOG.warn("what RDS says of {} cannot be read: {}", database.id(), why);
              }
            });
  }

  private void told(Database database, RdsFacts facts) {
    if (facts.kind() != database.kind()) {
      LOG.warn(
          "{} is registered as {}, and RDS says that it is {}",
          database.id(),
          database.kind(),
          facts.kind());
    }
    try {
      int rules =
          network
              .egressRules(
                  facts.groups().stream()
                      .map(RdsFacts.Membership::group)
                      .collect(Collectors.toSet()))
              .size();
      LOG.info(
          "{} is {} {}, with {} egress rules in {}",
          database.id(),
          facts.engine(),
          facts.role(),
          rules,
          facts.groups());
    } catch (CloudUnreadable e) {
      LOG.warn("the egress of {} cannot be read: {}", database.id(), e.getMessage());
    }
  }
}
