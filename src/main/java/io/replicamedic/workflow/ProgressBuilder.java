package io.replicamedic.workflow;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Copies a Progress with some parts replaced; used by Progress only. */
final class ProgressBuilder {
  private int phase;
  private int rung;
  private int attempts;
  private Optional<Climb> climb;
  private Optional<Intent> intent;
  private Optional<Instant> unreadableSince;
  private Optional<Question> question;
  private Map<String, String> answers;
  private Optional<Ending> ending;
  private int setbacks;
  private boolean irreversible;
  private long scheduled;
  private String note;
  private Memory memory;

  ProgressBuilder(Progress from) {
    phase = from.phase();
    rung = from.rung();
    attempts = from.attempts();
    climb = from.climb();
    intent = from.intent();
    unreadableSince = from.unreadableSince();
    question = from.question();
    answers = from.answers();
    ending = from.ending();
    setbacks = from.setbacks();
    irreversible = from.irreversible();
    scheduled = from.scheduled();
    note = from.note();
    memory = from.memory();
  }

  ProgressBuilder phase(int value) {
    phase = value;
    return this;
  }

  ProgressBuilder rung(int value) {
    rung = value;
    return this;
  }

  ProgressBuilder attempts(int value) {
    attempts = value;
    return this;
  }

  ProgressBuilder climb(Optional<Climb> value) {
    climb = value;
    return this;
  }

  ProgressBuilder intent(Optional<Intent> value) {
    intent = value;
    return this;
  }

  ProgressBuilder unreadableSince(Optional<Instant> value) {
    unreadableSince = value;
    return this;
  }

  ProgressBuilder question(Optional<Question> value) {
    question = value;
    return this;
  }

  ProgressBuilder answers(Map<String, String> value) {
    answers = value;
    return this;
  }

  ProgressBuilder ending(Optional<Ending> value) {
    ending = value;
    return this;
  }

  ProgressBuilder setbacks(int value) {
    setbacks = value;
    return this;
  }

  ProgressBuilder irreversible(boolean value) {
    irreversible = value;
    return this;
  }

  ProgressBuilder scheduled(long value) {
    scheduled = value;
    return this;
  }

  ProgressBuilder note(String value) {
    note = value;
    return this;
  }

  ProgressBuilder memory(Memory value) {
    memory = value;
    return this;
  }

  Progress build() {
    return new Progress(
        phase,
        rung,
        attempts,
        climb,
        intent,
        unreadableSince,
        question,
        answers,
        ending,
        setbacks,
        irreversible,
        scheduled,
        note,
        memory);
  }
}
