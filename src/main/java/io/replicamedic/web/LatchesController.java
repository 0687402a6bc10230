package io.replicamedic.web;

import io.replicamedic.fleet.Latches;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What holds of a replica's sources until a person acknowledges it. */
@RestController
@RequestMapping(
    path = Media.BASE + "/replicas/{id}/latches",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "fleet")
class LatchesController {
  private final RegisteredReplicas replicas;
  private final Latches latches;
  private final Clock clock;

  LatchesController(RegisteredReplicas replicas, Latches latches, Clock clock) {
    this.replicas = replicas;
    this.latches = latches;
    this.clock = clock;
  }

  @GetMapping
  @Operation(
      operationId = "listLatches",
      summary = "What was once read of its sources and holds until a person acknowledges it")
  @Fails({400, 404})
  LatchesView all(@PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    return view(replicas.require(id).id());
  }

  @PostMapping(path = "/acknowledge", consumes = Media.JSON)
  @Operation(
      operationId = "acknowledgeLatch",
      summary = "Say that it is settled: the replica was rebuilt, its data compared",
      description =
          "Goes to the journal with your name and reason. From then on only what is read later"
              + " counts: if the source says it again, it holds again.")
  @Fails({400, 404, 413, 415})
  LatchesView acknowledge(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Valid @RequestBody AcknowledgeRequest request,
      @Parameter(hidden = true) Authentication caller) {
    String replica = replicas.require(id).id();
    if (latches
        .acknowledge(
            replica,
            request.kind(),
            request.sourceUuid(),
            caller.getName(),
            request.reason().strip())
        .isEmpty()) {
      throw new Refusal(
          Fault.UNKNOWN_LATCH,
          "no " + request.kind() + " of source " + request.sourceUuid() + " holds",
          "GET " + Media.BASE + "/replicas/" + replica + "/latches lists what does");
    }
    return view(replica);
  }

  private LatchesView view(String replica) {
    return LatchesView.of(replica, latches.all(replica), clock.instant());
  }
}
