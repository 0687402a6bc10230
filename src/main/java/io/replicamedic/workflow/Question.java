package io.replicamedic.workflow;

import java.time.Instant;
import java.util.List;

/**
 * A gate's question to a person.
 *
 * @param id stable for exactly this question and what it shows: if what is shown changes, the id
 *     does, so that an old answer never answers a new question
 * @param kind what it is about: conflict, accept-risk
 * @param text what is asked, a sentence or two
 * @param shown what the person must see to answer: rows, checks
 * @param options what can be answered
 * @param expiresAt when it expires if nobody answers
 */
public record Question(
    String id,
    String kind,
    String text,
    List<String> shown,
    List<Option> options,
    Instant expiresAt) {

  /** One possible answer and what it would do. */
  public record Option(String name, String effect) {}

  /** Whether that word is one of the options. */
  public boolean offers(String option) {
    return options.stream().anyMatch(o -> o.name().equals(option));
  }
}
