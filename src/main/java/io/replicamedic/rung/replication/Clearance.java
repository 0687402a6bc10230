package io.replicamedic.rung.replication;

import io.replicamedic.outside.Databases;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last look before anything irreversible (law 5): both threads, and the whole pre-flight, on
 * the very session that will act. Asked by the rungs that reset, skip and delete.
 */
final class Clearance {
  private final Databases databases;
  private final Examination examination;

  Clearance(Databases databases, Examination examination) {
    this.databases = databases;
    this.examination = examination;
  }

  /**
   * Why the act must not follow; empty when it may. Of a cleared channel only what became known of
   * its source since, a lost tail and a failover: its pre-flight was read right before it was
   * cleared.
   */
  Optional<Preparation> objection(Run<ReplicaGrip> run) {
    Optional<ReplicationStatus> status = run.grip().status();
    if (status.isEmpty()) {
      return examination
          .lostTail(run)
          .map(why -> refused(why, List.of()))
          .or(() -> no(run, examination.sinceCleared(run)));
    }
    if (!status.get().stopped()) {
      return Optional.of(refused("a thread runs again: " + status.get().threads(), List.of()));
    }
    return no(run, checks(run, status.get()));
  }

  private static Optional<Preparation> no(Run<ReplicaGrip> run, List<Check> checks) {
    List<Check> against = checks.stream().filter(check -> isNo(run, check)).toList();
    return against.isEmpty()
        ? Optional.empty()
        : Optional.of(refused("the pre-flight right before the act says no", against));
  }

  // A source that has become unreadable since the diagnosis may be a blip: nothing is refused yet.
  private List<Check> checks(Run<ReplicaGrip> run, ReplicationStatus status) {
    ReplicaChannel channel = run.grip().channel();
    try (SourceAccess access = SourceAccess.of(databases, channel)) {
      SourceAccess source = Acts.readable(access, channel.source());
      return examination.checks(channel, Target.of(run), status, channel.restorePoint(), source);
    }
  }

  /** Whether it refuses, or could not be read and nobody has accepted that. */
  static boolean isNo(Run<ReplicaGrip> run, Check check) {
    return switch (check.verdict()) {
      case PASSED -> false;
      case REFUSED -> true;
      case UNREADABLE ->
          Questions.answer(run.workflow().progress(), Questions.riskId(check))
              .filter(Questions.ACCEPT::equals)
              .isEmpty();
    };
  }

  private static Preparation refused(String why, List<Check> checks) {
    List<String> lines = checks.stream().map(Check::line).toList();
    return new Preparation.Refused(
        lines.isEmpty() ? why : why + ": " + String.join("; ", lines), Map.of("checks", lines));
  }
}
