package io.replicamedic.replication;

import java.util.Map;

/**
 * What is wrong with one channel at one moment, with the facts that say so.
 *
 * @param summary one sentence for a person
 * @param evidence reading name → value, in the server's words
 * @param advice what an operator can do next, one sentence
 */
public record Diagnosis(
    DiagnosisCode code, String summary, Map<String, String> evidence, String advice) {}
