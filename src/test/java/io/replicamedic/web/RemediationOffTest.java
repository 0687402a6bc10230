package io.replicamedic.web;

import io.replicamedic.controls.Controls;
import io.replicamedic.controls.Remediation;
import io.replicamedic.fleet.Discovery;
import io.replicamedic.fleet.Registry;
import io.replicamedic.workflow.Workflows;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.Authentication;

@WithWeb
class RemediationOffTest {
  @Autowired private Registry registry;
  @Autowired private Discovery discovery;
  @Autowired private Workflows workflows;
  @Autowired private Streams streams;

  @Test
  void off_refuses_dry_runs_too() {
    UnstickController controller =
        new UnstickController(
            new Orders(registry, discovery, new Controls(Remediation.OFF), workflows, streams));
    UnstickRequest dryRun = new UnstickRequest("looking first", null, true, null, null, null, null);
    Authentication caller = new ApiKeyAuthentication("oncall");

    Assertions.assertThatThrownBy(() -> controller.unstick("orders-replica", dryRun, null, caller))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              Problem problem = refusal.problem("/x");
              Assertions.assertThat(problem.status()).isEqualTo(403);
              Assertions.assertThat(problem.code()).isEqualTo("remediation-off");
            });
  }
}
