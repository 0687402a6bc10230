package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.Optional;

/** A rule about something that the RDS API tells, and that no parameter changes. */
interface TraitRule extends Rule {
  @Override
  default List<Setting> settings() {
    return List.of();
  }

  /** Why it means nothing for this engine or role; empty when it does. */
  Optional<String> idle(Case it);

  /** The API's name for what it looks at, and its value. */
  String field();

  /** That field's value, for people. */
  String text(RdsTraits traits);

  /** What it thinks of it; what is wanted is said by {@link #fix}. */
  Verdict of(RdsTraits traits, Case it);

  /** How bad it would be at worst. */
  Severity stake(Case it);

  /** Why it matters here. */
  String why(Case it);

  /** What closes it. */
  String fix(Case it);

  @Override
  default Finding judge(DurabilityReading reading) {
    Case it = new Case(reading);
    if (it.plain()) {
      return notApplicable(List.of(), "RDS does not manage it");
    }
    Optional<String> idle = idle(it);
    if (idle.isPresent()) {
      return notApplicable(List.of(), idle.orElseThrow());
    }
    Fact<RdsTraits> rds = reading.rds();
    List<Observed> read =
        List.of(
            new Observed(
                field(),
                rds.value().map(this::text).orElse("unknown: " + rds.why()),
                Observed.Origin.RDS_API,
                "Describe",
                rds.at()));
    if (rds.value().isEmpty()) {
      return unknown(stake(it), read, "The RDS API did not say: " + rds.why(), why(it));
    }
    return switch (of(rds.value().orElseThrow(), it)) {
      case Verdict.Right(String summary) -> passed(read, summary, why(it));
      case Verdict.Moot(String why) -> notApplicable(read, why);
      case Verdict.Unclear(String why) -> unknown(stake(it), read, why, why(it));
      case Verdict.Wrong(Severity severity, String summary, String _) ->
          failed(severity, read, summary, why(it), fix(it), List.of());
    };
  }
}
