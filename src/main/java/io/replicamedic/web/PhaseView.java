package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One visit of one phase, with the rungs climbed in it. */
record PhaseView(
    String name,
    @Schema(description = "the goal was read as met") boolean met,
    @Schema(description = "the last thing said of its goal") String said,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Long> tookMillis,
    List<RungView> rungs) {

  static PhaseView begun(String name, Instant at) {
    return new PhaseView(name, false, "", at, Optional.empty(), Optional.empty(), List.of());
  }

  PhaseView ended(Instant at) {
    return endedAt.isPresent() ? this : ended(met, said, at);
  }

  PhaseView met(String by, Instant at) {
    return ended(true, by, at);
  }

  PhaseView left(String why, Instant at) {
    return ended(false, why, at);
  }

  PhaseView with(RungView rung) {
    List<RungView> more = new ArrayList<>(rungs);
    more.add(rung);
    return with(more);
  }

  PhaseView withLast(RungView rung) {
    List<RungView> other = new ArrayList<>(rungs);
    other.set(other.size() - 1, rung);
    return with(other);
  }

  private PhaseView with(List<RungView> others) {
    return new PhaseView(name, met, said, startedAt, endedAt, tookMillis, List.copyOf(others));
  }

  private PhaseView ended(boolean goalMet, String by, Instant at) {
    return new PhaseView(
        name,
        goalMet,
        by,
        startedAt,
        Optional.of(at),
        Optional.of(Duration.between(startedAt, at).toMillis()),
        rungs);
  }
}
