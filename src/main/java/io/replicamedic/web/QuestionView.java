package io.replicamedic.web;

import io.replicamedic.workflow.Question;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** The open question of a waiting workflow. */
record QuestionView(
    @Schema(description = "to be named in the answer; another question has another id") String id,
    @Schema(example = "conflict") String kind,
    String text,
    @Schema(description = "what one must see to answer: rows, checks") List<String> shown,
    List<OptionView> options,
    Instant expiresAt) {

  /** One possible answer and what it would do. */
  record OptionView(@Schema(example = "delete-local") String name, String effect) {}

  static QuestionView of(Question question) {
    return new QuestionView(
        question.id(),
        question.kind(),
        question.text(),
        question.shown(),
        question.options().stream().map(it -> new OptionView(it.name(), it.effect())).toList(),
        question.expiresAt());
  }

  /** The whole question, and the command that answers it. */
  String text(String workflow, Printable.Reader reader) {
    StringBuilder text = new StringBuilder();
    text.append("\nQUESTION  ").append(id).append(" (").append(kind).append("), expires ");
    text.append(Times.utc(expiresAt)).append('\n');
    text.append("  ").append(Columns.clean(this.text)).append('\n');
    shown.forEach(line -> text.append("    ").append(Columns.clean(line)).append('\n'));
    text.append("options\n");
    Columns names = Columns.bare("  ");
    options.forEach(option -> names.row(option.name(), option.effect()));
    text.append(names.text());
    text.append("answer with one of them\n");
    text.append("  curl -sS -H @KEY_HEADER_FILE -H 'Content-Type: application/json' \\\n");
    text.append("    -d '{\"question\":\"").append(id).append("\",\"choice\":\"");
    text.append(options.isEmpty() ? "OPTION" : options.getFirst().name());
    text.append("\",\"comment\":\"WHY\"}' \\\n    ");
    text.append(reader.service()).append(Media.BASE).append("/workflows/").append(workflow);
    return text.append("/choice\n").toString();
  }
}
