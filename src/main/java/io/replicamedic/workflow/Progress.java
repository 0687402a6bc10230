package io.replicamedic.workflow;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a workflow is: all that the Decider needs besides readings. Stored as one document.
 *
 * @param phase index of the current phase
 * @param rung index of the next rung of its ladder
 * @param attempts how often the next rung was begun without a known outcome
 * @param climb rung climbed last in this phase
 * @param intent act without a known outcome
 * @param unreadableSince since when the goal could not be read
 * @param question open gate
 * @param answers question id → option chosen
 * @param ending set once closing
 * @param setbacks how often the backward edge was taken
 * @param irreversible whether an irreversible act was intended: the purpose is not read any more
 * @param scheduled version whose commit scheduled the task that counts; older tasks are stale
 * @param note what it is waiting for, for people; empty when working
 */
public record Progress(
    int phase,
    int rung,
    int attempts,
    Optional<Climb> climb,
    Optional<Intent> intent,
    Optional<Instant> unreadableSince,
    Optional<Question> question,
    Map<String, String> answers,
    Optional<Ending> ending,
    int setbacks,
    boolean irreversible,
    long scheduled,
    String note,
    Memory memory) {
  /** Whole: a stored document that lacks a part is damaged, and is told so when it is read. */
  public Progress {
    Objects.requireNonNull(answers, "no answers");
    Objects.requireNonNull(note, "no note");
    Objects.requireNonNull(memory, "no memory");
  }

  /** Nothing done yet. */
  public static Progress start() {
    return new Progress(
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        0,
        false,
        1,
        "",
        Memory.EMPTY);
  }

  Progress enter(int newPhase) {
    return copy().phase(newPhase).rung(0).attempts(0).climb(Optional.empty()).note("").build();
  }

  Progress nextRung() {
    return copy().rung(rung + 1).attempts(0).unreadableSince(Optional.empty()).build();
  }

  Progress intend(Intent act, boolean forGood) {
    return copy()
        .unreadableSince(Optional.empty())
        .intent(Optional.of(act))
        .attempts(attempts + 1)
        .irreversible(irreversible || forGood)
        .note("")
        .build();
  }

  Progress climbed(Climb last) {
    return copy()
        .intent(Optional.empty())
        .unreadableSince(Optional.empty())
        .rung(rung + 1)
        .attempts(0)
        .climb(Optional.of(last))
        .note("")
        .build();
  }

  Progress prepared() {
    return copy().intent(Optional.empty()).rung(rung + 1).attempts(0).build();
  }

  Progress withoutEffect() {
    return copy().climb(Optional.empty()).build();
  }

  /** The rung is begun again, unless it was begun too often without ever a known outcome. */
  Progress voided(int mostAttempts) {
    ProgressBuilder next = copy().intent(Optional.empty()).note("");
    return attempts < mostAttempts ? next.build() : next.rung(rung + 1).attempts(0).build();
  }

  Progress await(Climb extended) {
    return copy().climb(Optional.of(extended)).build();
  }

  Progress unreadable(Instant since, String why) {
    return copy().unreadableSince(Optional.of(since)).note(why).build();
  }

  Progress readable() {
    return copy().unreadableSince(Optional.empty()).note("").build();
  }

  Progress waitingFor(String what) {
    return copy().note(what).build();
  }

  Progress asking(Question gate) {
    return copy().question(Optional.of(gate)).note("an answer to " + gate.id()).build();
  }

  /** After an answer everything is read again, from the first phase on. */
  Progress answered(String questionId, String option) {
    Map<String, String> all = new TreeMap<>(answers);
    all.put(questionId, option);
    return copy().question(Optional.empty()).answers(all).memory(Memory.EMPTY).build().enter(0);
  }

  Progress closing(Ending as) {
    return copy().question(Optional.empty()).ending(Optional.of(as)).note("").build();
  }

  Progress back(int toPhase, Memory learnt) {
    return copy().setbacks(setbacks + 1).memory(memory.and(learnt)).build().enter(toPhase);
  }

  Progress scheduledBy(long version) {
    return copy().scheduled(version).build();
  }

  Progress remember(Memory learnt) {
    return copy().memory(memory.and(learnt)).build();
  }

  private ProgressBuilder copy() {
    return new ProgressBuilder(this);
  }
}
