package io.replicamedic.web;

import io.replicamedic.journal.JournalEntry;
import io.replicamedic.workflow.Ending;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One workflow: how it stands, what it asks, and its phases and rungs so far. */
record WorkflowView(
    String id,
    WorkflowState state,
    String target,
    @Schema(example = "unstick") String playbook,
    @Schema(description = "name of the key that asked for it") String actor,
    String reason,
    @Schema(description = "empty when none") String ticket,
    @Schema(description = "the request's parameters") Map<String, String> parameters,
    @Schema(description = "current phase") String phase,
    @Schema(description = "how it stands, one line for people") String summary,
    @Schema(description = "what it waits for; empty while it works") String note,
    @Schema(description = "the open question; only when WAITING") Optional<QuestionView> question,
    @Schema(description = "question id to option chosen") Map<String, String> answers,
    @Schema(description = "how often it went back to an earlier phase") int setbacks,
    @Schema(description = "why it ended, or is closing; absent before") Optional<String> why,
    @Schema(description = "as told by the journal; a phase visited again stands again")
        List<PhaseView> phases,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> endedAt,
    @Schema(description = "counts every change; the ETag") long version,
    Map<String, String> links)
    implements Printable {

  static WorkflowView of(Workflow workflow, List<JournalEntry> rows) {
    return new WorkflowView(
        workflow.id(),
        workflow.state(),
        workflow.order().target(),
        workflow.order().playbookName(),
        workflow.order().actor(),
        workflow.order().reason(),
        workflow.order().ticket(),
        new TreeMap<>(workflow.order().parameters()),
        workflow.phaseName(),
        workflow.summary(),
        workflow.progress().note(),
        workflow
            .progress()
            .question()
            .filter(question -> workflow.state() == WorkflowState.WAITING)
            .map(QuestionView::of),
        new TreeMap<>(workflow.progress().answers()),
        workflow.progress().setbacks(),
        workflow.progress().ending().map(Ending::why),
        Story.of(rows),
        workflow.createdAt(),
        workflow.updatedAt(),
        workflow.endedAt(),
        workflow.version(),
        links(workflow));
  }

  /** Where it is. */
  static String url(Workflow workflow) {
    return Media.BASE + "/workflows/" + workflow.id();
  }

  @Override
  public String text(Reader reader) {
    return WorkflowSheet.text(this, reader);
  }

  private static Map<String, String> links(Workflow workflow) {
    String self = url(workflow);
    Map<String, String> links = new TreeMap<>();
    links.put("self", self);
    for (String part : List.of("journal", "events", "evidence")) {
      links.put(part, self + "/" + part);
    }
    if (!workflow.state().ended() && workflow.state() != WorkflowState.CLOSING) {
      links.put("cancel", self + "/cancel");
    }
    if (workflow.state() == WorkflowState.WAITING) {
      links.put("choice", self + "/choice");
    }
    return links;
  }
}
