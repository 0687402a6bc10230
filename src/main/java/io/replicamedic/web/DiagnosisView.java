package io.replicamedic.web;

import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong, and the facts that say so; part of a status. */
record DiagnosisView(
    @Schema(description = "the most important of all that applies") DiagnosisCode code,
    @Schema(description = "the worst that any of its codes is") Severity severity,
    @Schema(description = "why the receiver does not get what it needs; absent when it does")
        Optional<Cause> cause,
    @Schema(description = "what else applies, the most important first")
        List<DiagnosisCode> secondary,
    String summary,
    @Schema(description = "name to value, in the server's words") Map<String, String> evidence,
    String advice,
    @Schema(description = "playbook made for it; absent when a person must look first")
        Optional<String> playbook) {
  static DiagnosisView of(Diagnosis diagnosis) {
    return new DiagnosisView(
        diagnosis.code(),
        diagnosis.severity(),
        diagnosis.cause(),
        diagnosis.secondary(),
        diagnosis.summary(),
        diagnosis.evidence(),
        diagnosis.advice(),
        diagnosis.playbook());
  }

  /** Code, cause and what else applies, in one line. */
  String line() {
    return code.name()
        + cause.map(it -> " (" + it + ")").orElse("")
        + (secondary.isEmpty() ? "" : ", also " + String.join(", ", names()));
  }

  private List<String> names() {
    return secondary.stream().map(Enum::name).toList();
  }
}
