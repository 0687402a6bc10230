package io.replicamedic.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.durability.LossWindow.Replicas;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds of every verdict, whatever was read. */
class AuditorProperties {
  private final Auditor auditor = new Auditor();

  @Property(tries = 1000)
  void every_reading_gets_one_word_of_each_rule_and_one_window_of_each_failure(
      @ForAll("anything") DurabilityReading reading) {
    Audit audit = auditor.audit(reading);
    assertThat(audit.findings())
        .extracting(Finding::rule)
        .containsExactlyInAnyOrderElementsOf(Auditor.rules());
    assertThat(audit.windows())
        .extracting(LossWindow::failure)
        .containsExactly(FailureKind.values());
    assertThat(audit.summary()).isNotBlank().doesNotContain("_");
    assertThat(audit.findings())
        .isSortedAccordingTo((one, other) -> other.severity().compareTo(one.severity()));
    Statistics.collect(audit.grade());
    Statistics.coverage(
        seen ->
            List.of(Grade.AT_RISK, Grade.LOSES_COMMITS, Grade.UNKNOWN)
                .forEach(grade -> seen.check(grade).count(count -> count > 20)));
  }

  @Property(tries = 1000)
  void what_was_not_read_never_passes(@ForAll("anything") DurabilityReading reading) {
    for (Finding finding : auditor.audit(reading).findings()) {
      if (finding.outcome() == Outcome.PASSED) {
        assertThat(finding.read())
            .as(finding.rule())
            .filteredOn(seen -> seen.origin() != Observed.Origin.PARAMETER_GROUP)
            .filteredOn(seen -> seen.origin() != Observed.Origin.APPLY_STATUS)
            .noneMatch(seen -> seen.value().startsWith("unknown"));
      }
    }
  }

  @Property(tries = 1000)
  void hiding_what_was_read_turns_nothing_that_failed_into_a_pass(
      @ForAll("anything") DurabilityReading reading) {
    DurabilityReading hidden = with(reading, new Fact.Unknown<>("access denied", reading.at()));
    Set<String> failed = rules(reading, Outcome.FAILED);
    Set<String> unknown = rules(reading, Outcome.UNKNOWN);
    Audit blind = auditor.audit(hidden);
    assertThat(blind.findings())
        .filteredOn(finding -> finding.outcome() == Outcome.PASSED)
        .extracting(Finding::rule)
        .noneMatch(failed::contains)
        .noneMatch(unknown::contains);
    assertThat(blind.grade()).isNotIn(Grade.SAFE, Grade.LOSES_COMMITS);
    assertThat(blind.windows())
        .allMatch(window -> !(window.rows() instanceof Loss.None))
        .allMatch(window -> !(window.binlog() instanceof Loss.None));
  }

  @Property(tries = 2000)
  void a_safer_setting_makes_no_grade_and_no_window_worse(
      @ForAll("complete") DurabilityReading reading, @ForAll("steps") Step step) {
    Audit worse = auditor.audit(set(reading, step.variable(), step.from()));
    Audit safer = auditor.audit(set(reading, step.variable(), step.to()));
    assertThat(safer.grade()).as(step.toString()).isLessThanOrEqualTo(worse.grade());
    for (int i = 0; i < safer.windows().size(); i++) {
      LossWindow one = safer.windows().get(i);
      LossWindow other = worse.windows().get(i);
      assertThat(notWorse(one.rows(), other.rows())).as(step + ": " + one + other).isTrue();
      assertThat(notWorse(one.binlog(), other.binlog())).as(step + ": " + one + other).isTrue();
      assertThat(notWorse(one.replicas(), other.replicas())).as(step + "" + one + other).isTrue();
    }
    boolean better = safer.grade() != worse.grade() || !safer.windows().equals(worse.windows());
    Statistics.collect(better ? "better" : "alike");
    Statistics.coverage(seen -> seen.check("better").percentage(share -> share > 5));
  }

  @Property(tries = 1500)
  void safe_means_that_nothing_can_be_lost_and_nothing_is_open(
      @ForAll("nearlySafe") DurabilityReading reading) {
    Audit audit = auditor.audit(reading);
    Statistics.collect(audit.grade());
    Statistics.coverage(seen -> seen.check(Grade.SAFE).percentage(share -> share > 5));
    if (audit.grade() == Grade.SAFE) {
      assertThat(audit.windows()).allMatch(window -> harmless(window.rows()));
      assertThat(audit.windows()).allMatch(window -> harmless(window.binlog()));
      assertThat(audit.windows())
          .allMatch(window -> Set.of(Replicas.SAME, Replicas.NONE).contains(window.replicas()));
      assertThat(audit.findings())
          .noneMatch(
              finding -> Set.of(Outcome.FAILED, Outcome.UNKNOWN).contains(finding.outcome()));
    }
  }

  @Property(tries = 1000)
  void a_remedy_closes_its_finding(@ForAll("complete") DurabilityReading reading) {
    Audit audit = auditor.audit(reading);
    for (Finding finding : audit.findings()) {
      for (Remedy remedy : finding.remedies()) {
        String reads = remedy.wanted().startsWith("{") ? "ON" : remedy.wanted();
        assertThat(remedy.reached(reads)).isTrue();
        Set<String> failed = rules(set(reading, remedy.variable(), reads), Outcome.FAILED);
        if (!finding.rule().endsWith("-restart")) {
          Statistics.collect(finding.rule());
          assertThat(failed).as(remedy.toString()).doesNotContain(finding.rule());
        }
      }
    }
  }

  record Step(String variable, String from, String to) {}

  @Provide
  Arbitrary<Step> steps() {
    return Arbitraries.of(AnyReadings.LADDERS.keySet())
        .flatMap(
            name -> {
              List<String> rungs = AnyReadings.LADDERS.getOrDefault(name, List.of());
              return Arbitraries.integers()
                  .between(0, rungs.size() - 2)
                  .map(at -> new Step(name, rungs.get(at), rungs.get(at + 1)));
            });
  }

  @Provide
  Arbitrary<DurabilityReading> anything() {
    return AnyReadings.anything();
  }

  @Provide
  Arbitrary<DurabilityReading> complete() {
    return AnyReadings.complete();
  }

  @Provide
  Arbitrary<DurabilityReading> nearlySafe() {
    return AnyReadings.nearlySafe();
  }

  private static DurabilityReading set(DurabilityReading reading, String variable, String value) {
    return with(
        reading,
        reading
            .variables()
            .map(
                all -> {
                  Map<String, String> changed = new HashMap<>(all);
                  changed.put(variable, value);
                  return changed;
                }));
  }

  private static DurabilityReading with(
      DurabilityReading reading, Fact<Map<String, String>> variables) {
    return new DurabilityReading(
        reading.database(),
        reading.at(),
        reading.engine(),
        reading.version(),
        reading.roles(),
        variables,
        reading.groups(),
        reading.rds(),
        reading.binlogRetentionHours());
  }

  private Set<String> rules(DurabilityReading reading, Outcome outcome) {
    Set<String> rules = new HashSet<>();
    auditor.audit(reading).findings().stream()
        .filter(finding -> finding.outcome() == outcome)
        .forEach(finding -> rules.add(finding.rule()));
    return rules;
  }

  private static boolean harmless(Loss loss) {
    return loss instanceof Loss.None || loss instanceof Loss.NotApplicable;
  }

  /** Written down anew, not asked of the code under test. */
  private static boolean notWorse(Loss safer, Loss worse) {
    return switch (safer) {
      case Loss.None _, Loss.NotApplicable _ -> true;
      case Loss.AtMost(var time, String _) ->
          worse instanceof Loss.Unbounded
              || worse instanceof Loss.AtMost most && time.compareTo(most.time()) <= 0;
      case Loss.AtMostCommits(long commits, String _) ->
          worse instanceof Loss.Unbounded
              || worse instanceof Loss.AtMostCommits most && commits <= most.commits();
      case Loss.Unbounded _ -> worse instanceof Loss.Unbounded;
      case Loss.Unknown _ -> worse instanceof Loss.Unknown;
    };
  }

  private static boolean notWorse(Replicas safer, Replicas worse) {
    return safer == worse
        || safer == Replicas.SAME
        || safer == Replicas.NONE
        || worse == Replicas.MAY_DIVERGE;
  }
}
