package io.replicamedic.web;

import io.replicamedic.controls.Controls;
import io.replicamedic.controls.Remediation;
import io.replicamedic.fleet.Discovered;
import io.replicamedic.fleet.Discovery;
import io.replicamedic.fleet.Registry;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowStore.Begun;
import io.replicamedic.workflow.Workflows;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** What every call that begins a workflow, or shows its plan, has in common. */
@Component
class Orders {
  private final Registry registry;
  private final Discovery discovery;
  private final Controls controls;
  private final Workflows workflows;
  private final Streams streams;

  Orders(
      Registry registry,
      Discovery discovery,
      Controls controls,
      Workflows workflows,
      Streams streams) {
    this.registry = registry;
    this.discovery = discovery;
    this.controls = controls;
    this.workflows = workflows;
    this.streams = streams;
  }

  /**
   * The id of the database that an order is for, registered or discovered.
   *
   * @throws io.replicamedic.fleet.UnknownDatabase when it is neither
   */
  String target(String id) {
    return discovery.find(id).map(Discovered::id).orElseGet(() -> registry.require(id).id());
  }

  /** What a request asks for: the plan (dryRun), or a workflow. */
  ResponseEntity<Printable> answer(
      String playbook,
      String id,
      OrderRequest request,
      Authentication caller,
      @Nullable String idempotencyKey) {
    Order order =
        new Order(
            playbook,
            target(id),
            caller.getName(),
            request.reason().strip(),
            request.ticketOrNone(),
            request.parameters());
    return request.dry() ? preview(order) : begin(order, idempotencyKey);
  }

  /** The plan, from live readings; nothing is touched. */
  private ResponseEntity<Printable> preview(Order order) {
    admitUnlessOff(order);
    return ResponseEntity.ok(PlanView.of(workflows.preview(order)));
  }

  /** Begins it in the background. */
  ResponseEntity<Printable> begin(Order order, @Nullable String idempotencyKey) {
    admitUnlessOff(order);
    if (controls.remediation() == Remediation.OBSERVE_ONLY) {
      throw fenced(order, Fault.OBSERVE_ONLY, "remediation is observe-only: nothing may be done");
    }
    return begun(workflows.start(order, Objects.requireNonNullElse(idempotencyKey, "")));
  }

  /** Law 7: only what an operator registered is ever touched; looking would log in, too. */
  void admit(Order order) {
    Optional<Discovered> discovered = discovery.find(order.target());
    if (discovered.isPresent()) {
      String why =
          discovered.get().id() + " is discovered, not registered: nothing is ever done to it";
      workflows.refuse(order, why);
      throw new Refusal(
              Fault.NOT_REGISTERED,
              why,
              "register it with accounts of its own under replica-medic.databases, restart, and ask"
                  + " for it by that id")
          .with("register", DiscoveredView.registration(discovered.get()));
    }
  }

  private void admitUnlessOff(Order order) {
    admit(order);
    if (controls.remediation() == Remediation.OFF) {
      throw fenced(order, Fault.REMEDIATION_OFF, "remediation is off, dry runs too");
    }
  }

  private Refusal fenced(Order order, Fault fault, String why) {
    workflows.refuse(order, why);
    String dryRun = fault == Fault.OBSERVE_ONLY ? "; a dry run is allowed: \"dryRun\": true" : "";
    return new Refusal(
        fault,
        why,
        "set replica-medic.remediation to on (REPLICA_MEDIC_REMEDIATION=on) and restart" + dryRun);
  }

  private ResponseEntity<Printable> begun(Begun begun) {
    return switch (begun) {
      case Begun.Started(Workflow workflow) -> accepted(workflow, new HttpHeaders());
      case Begun.Repeated(Workflow workflow) -> {
        HttpHeaders replayed = new HttpHeaders();
        replayed.set("Idempotency-Replayed", "true");
        yield accepted(workflow, replayed);
      }
      case Begun.KeyReused(Workflow workflow) ->
          throw new Refusal(
                  Fault.IDEMPOTENCY_KEY_REUSED,
                  "this Idempotency-Key began workflow " + workflow.id() + " for another request",
                  "use a new key for a new request")
              .with("workflow", workflow.id());
      case Begun.Held(String claim, Workflow holder) ->
          throw new Refusal(
                  Fault.TARGET_HELD,
                  claim
                      + " is held by workflow "
                      + holder.id()
                      + " ("
                      + holder.order().playbookName()
                      + ", "
                      + holder.state()
                      + ")",
                  "follow that workflow, or cancel it")
              .with("holder", holder.id())
              .with("holderUrl", WorkflowView.url(holder));
    };
  }

  private ResponseEntity<Printable> accepted(Workflow workflow, HttpHeaders headers) {
    return ResponseEntity.accepted()
        .headers(headers)
        .location(URI.create(WorkflowView.url(workflow)))
        .body(WorkflowView.of(workflow, streams.all(workflow.id())));
  }
}
