package io.replicamedic.replication;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with one channel at one moment, with the facts that say so.
 *
 * @param code the most important of all that applies
 * @param cause why, where the receiver's error tells it
 * @param secondary what else applies, in the order of precedence
 * @param severity the worst that any of its codes is, here: a thread that somebody stopped hides no
 *     broken one
 * @param summary one sentence for a person
 * @param evidence reading name → value, in the server's words
 * @param advice what an operator can do next, one sentence
 * @param playbook the playbook that is made for it; empty when a person must look first
 */
public record Diagnosis(
    DiagnosisCode code,
    Optional<Cause> cause,
    List<DiagnosisCode> secondary,
    Severity severity,
    String summary,
    Map<String, String> evidence,
    String advice,
    Optional<String> playbook) {

  /** With one more fact. */
  public Diagnosis knowing(String fact, String value) {
    Map<String, String> more = new LinkedHashMap<>(evidence);
    more.put(fact, value);
    return new Diagnosis(
        code,
        cause,
        secondary,
        severity,
        summary,
        Collections.unmodifiableMap(more),
        advice,
        playbook);
  }

  /** How much one of its codes matters here: alone, it is as bad as the whole. */
  public Severity severityOf(DiagnosisCode one) {
    return secondary.isEmpty() ? severity : one.severity();
  }

  /** Whether that code is the primary one or among the others. */
  public boolean says(DiagnosisCode wanted) {
    return code == wanted || secondary.contains(wanted);
  }
}
