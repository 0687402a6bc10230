package io.replicamedic.app;

import io.replicamedic.fleet.RdsReading;
import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsFacts;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Asks AWS once, right after the start, about every database whose network we may touch: a missing
 * permission, a role that cannot be assumed, a wrong region or identifier is said then and not at 3
 * a.m., and the clients are warm.
 */
@Component
final class FirstLook {
  private static final Logger LOG = LoggerFactory.getLogger(FirstLook.class);

  private final Registry registry;
  private final AwsAccounts aws;

  FirstLook(Registry registry, AwsAccounts aws) {
    this.registry = registry;
    this.aws = aws;
  }

  @EventListener(ApplicationReadyEvent.class)
  void look() {
    registry.all().forEach(database -> Thread.ofVirtual().start(() -> look(database)));
  }

  private void look(Database database) {
    RdsReading.of(database, aws)
        .ifPresent(
            reading -> {
              switch (reading) {
                case RdsReading.Told(RdsFacts facts) -> told(database, facts);
                case RdsReading.Unreadable(String why) ->
                    LOG.warn(
                        "what RDS says of {} in {} cannot be read: {}",
                        database.id(),
                        aws.of(database.account()).account(),
                        why);
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
    AwsServices there = aws.of(database.account());
    try {
      int rules =
          there
              .network()
              .egressRules(
                  facts.groups().stream()
                      .map(RdsFacts.Membership::group)
                      .collect(Collectors.toSet()))
              .size();
      LOG.info(
          "{} in {} is {} {}, with {} egress rules in {}",
          database.id(),
          there.account(),
          facts.engine(),
          facts.role(),
          rules,
          facts.groups());
    } catch (CloudUnreadable e) {
      LOG.warn(
          "the egress of {} in {} cannot be read: {}",
          database.id(),
          there.account(),
          e.getMessage());
    }
  }
}
