package io.replicamedic.adapter.mysql;

import io.replicamedic.audit.Audits;
import io.replicamedic.audit.Inspection;
import io.replicamedic.audit.KeptAudit;
import io.replicamedic.audit.MemoryAudits;
import io.replicamedic.audit.Occasion;
import io.replicamedic.durability.Auditor;
import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.LossWindow;
import io.replicamedic.durability.Observed;
import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.AwsAccounts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.mockito.Mockito;

/** Audits of one real server that is no business of AWS's; asked by tests. */
record Auditing(Registered registered, Duration limit) {
  static Auditing of(Registered registered) {
    return new Auditing(registered, Duration.ofMinutes(2));
  }

  Auditing within(Duration shorter) {
    return new Auditing(registered, shorter);
  }

  /** One, as a person would ask for it. */
  KeptAudit now() {
    Registry registry = new Registry(List.of(registered.database()));
    Inspection inspection =
        new Inspection(
            registry,
            registered.databases(),
            Mockito.mock(AwsAccounts.class),
            limit,
            Clock.systemUTC());
    return new Audits(registry, inspection, new Auditor(), new MemoryAudits())
        .run(registered.database().id(), new Occasion.Asked("oncall", "to know", ""));
  }

  static Finding finding(KeptAudit audit, String rule) {
    return audit.audit().findings().stream()
        .filter(it -> it.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  /** What the running server said to that rule. */
  static String runTime(KeptAudit audit, String rule) {
    return finding(audit, rule).read().stream()
        .filter(it -> it.origin() == Observed.Origin.RUN_TIME)
        .map(Observed::value)
        .findFirst()
        .orElseThrow();
  }

  static LossWindow window(KeptAudit audit, FailureKind failure) {
    return audit.audit().windows().stream()
        .filter(it -> it.failure() == failure)
        .findFirst()
        .orElseThrow();
  }
}
