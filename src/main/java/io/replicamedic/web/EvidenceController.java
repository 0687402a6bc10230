package io.replicamedic.web;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.JournalEntry;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.Workflows;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The evidence bundle of a workflow (law 9). */
@RestController
@RequestMapping(path = Media.BASE + "/workflows", produces = Media.JSON)
@Tag(name = "workflows")
class EvidenceController {
  private final Workflows workflows;
  private final Obligations obligations;
  private final Owed views;
  private final Streams streams;

  EvidenceController(Workflows workflows, Obligations obligations, Owed views, Streams streams) {
    this.workflows = workflows;
    this.obligations = obligations;
    this.views = views;
    this.streams = streams;
  }

  @GetMapping("/{id}/evidence")
  @Operation(
      operationId = "getEvidence",
      summary = "Everything known of one workflow, as one document",
      description = "Its record, what it learnt and owed, its whole journal and the chain's check.")
  @Fails({400, 404, 406})
  ResponseEntity<EvidenceView> evidence(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    Workflow workflow = workflows.find(id).orElseThrow(() -> WorkflowsController.none(id));
    List<JournalEntry> rows = streams.all(id);
    Map<String, JsonNode> memory = new TreeMap<>();
    workflow
        .progress()
        .memory()
        .values()
        .forEach((name, value) -> memory.put(name, Wire.document(value)));
    EvidenceView view =
        new EvidenceView(
            WorkflowView.of(workflow, rows),
            memory,
            owed(rows),
            rows.stream().map(JournalRow::of).toList(),
            VerificationView.StreamView.of(id, rows));
    return ETags.versioned(workflow.version(), view);
  }

  // The journal names every obligation that there ever was, closed ones too.
  private List<ObligationView> owed(List<JournalEntry> rows) {
    return rows.stream()
        .filter(row -> row.kind() == EntryKind.OWED)
        .map(row -> Wire.stored(row.detail()).path("obligation").asString(""))
        .distinct()
        .map(obligations::find)
        .flatMap(Optional<Obligation>::stream)
        .map(views::view)
        .toList();
  }
}
