package io.replicamedic.web;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A workflow as plain text: how it stands, then every phase and rung. Used by WorkflowView. */
final class WorkflowSheet {
  private WorkflowSheet() {}

  static String text(WorkflowView workflow, Printable.Reader reader) {
    Columns head =
        Columns.bare("")
            .row("workflow", workflow.id())
            .row("state", workflow.state() + duration(workflow, reader))
            .row("target", workflow.target() + ", " + workflow.playbook())
            .row("asked by", workflow.actor() + " at " + Times.utc(workflow.createdAt()))
            .row("reason", workflow.reason())
            .unlessEmpty("ticket", workflow.ticket())
            .row("phase", workflow.phase())
            .row("now", workflow.summary())
            .unlessEmpty("waits for", workflow.note());
    workflow
        .why()
        .filter(why -> !why.equals(workflow.summary()))
        .ifPresent(why -> head.row("why", why));
    workflow
        .answers()
        .forEach((question, option) -> head.row("answered", question + ": " + option));
    StringBuilder text = new StringBuilder(head.text());
    workflow.phases().forEach(phase -> text.append('\n').append(phase(phase)));
    workflow.question().ifPresent(it -> text.append(it.text(workflow.id(), reader)));
    return text.toString();
  }

  private static String duration(WorkflowView workflow, Printable.Reader reader) {
    return workflow
        .endedAt()
        .map(end -> " after " + Times.between(workflow.createdAt(), end))
        .orElseGet(() -> " for " + Times.between(workflow.createdAt(), reader.now()));
  }

  private static String phase(PhaseView phase) {
    String how = phase.met() ? "met" : phase.endedAt().isPresent() ? "left" : "not met yet";
    StringBuilder text = new StringBuilder();
    text.append(Columns.clean(phase.name()).toUpperCase(Locale.ROOT));
    text.append("  ").append(how).append(took(phase.tookMillis()));
    text.append("  since ").append(Times.utc(phase.startedAt())).append('\n');
    if (!phase.said().isEmpty()) {
      text.append("  ").append(Columns.clean(phase.said())).append('\n');
    }
    phase.rungs().forEach(rung -> text.append(rung(rung)));
    return text.toString();
  }

  private static String rung(RungView rung) {
    String first =
        Times.utc(rung.startedAt())
            + "  "
            + Columns.clean(rung.name())
            + ": "
            + word(rung.state())
            + took(rung.tookMillis());
    return "  "
        + first
        + "\n"
        + Columns.bare("    ")
            .unlessEmpty("sent", rung.statement())
            .unlessEmpty("said", rung.said())
            .unlessEmpty("before", facts(rung.before()))
            .unlessEmpty("after", facts(rung.after()))
            .text();
  }

  private static String word(RungView.State state) {
    return switch (state) {
      case ACTING -> "sent, no answer yet";
      case ANSWERED -> "answered";
      case EFFECTIVE -> "did it";
      case NO_EFFECT -> "had no effect";
      case VOIDED -> "outcome unknown, cannot happen any more";
      case SKIPPED -> "skipped";
      case REFUSED -> "refused";
      case ASKED -> "asked";
    };
  }

  private static String took(Optional<Long> millis) {
    return millis.map(it -> ", " + Times.seconds(Duration.ofMillis(it))).orElse("");
  }

  private static String facts(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + "=" + fact.getValue())
        .collect(Collectors.joining("  "));
  }
}
