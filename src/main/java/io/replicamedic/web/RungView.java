package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One rung as it went: what was sent, what was read before and after, how long the call took. */
record RungView(
    String name,
    State state,
    @Schema(description = "what was sent, secrets redacted; empty when nothing was")
        String statement,
    @Schema(description = "what it answered, or why nothing was done") String said,
    Instant startedAt,
    @Schema(description = "when the call answered") Optional<Instant> answeredAt,
    Optional<Long> tookMillis,
    @Schema(description = "read right before: name to value") Map<String, String> before,
    @Schema(description = "read right after: name to value") Map<String, String> after) {

  /** How it went. */
  enum State {
    /** Sent; nobody knows the outcome yet. */
    ACTING,
    /** It answered; its effect is awaited, or the goal was reached some other way. */
    ANSWERED,
    /** It answered, and the goal was met by it. */
    EFFECTIVE,
    /** It answered, and nothing came of it in its time. */
    NO_EFFECT,
    /** Nobody will ever know its outcome, and it can no longer happen. */
    VOIDED,
    /** It does not apply here. */
    SKIPPED,
    /** A check said no. */
    REFUSED,
    /** A person was asked. */
    ASKED
  }

  static RungView only(String name, State state, String said, Instant at) {
    return new RungView(
        name, state, "", said, at, Optional.empty(), Optional.empty(), Map.of(), Map.of());
  }

  static RungView acting(String name, String statement, Instant at, Map<String, String> before) {
    return new RungView(
        name,
        State.ACTING,
        statement,
        "",
        at,
        Optional.empty(),
        Optional.empty(),
        before,
        Map.of());
  }

  RungView answered(String answer, Instant at, Map<String, String> read) {
    return new RungView(
        name,
        State.ANSWERED,
        statement,
        answer,
        startedAt,
        Optional.of(at),
        Optional.of(Duration.between(startedAt, at).toMillis()),
        before,
        read);
  }

  RungView in(State next) {
    return new RungView(
        name, next, statement, said, startedAt, answeredAt, tookMillis, before, after);
  }
}
