package io.replicamedic.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;

/** Over all thread states and error numbers, known and unknown. */
class DiagnosticianProperties {
  private static final Set<DiagnosisCode> FINE =
      EnumSet.of(DiagnosisCode.HEALTHY, DiagnosisCode.DELAYED_BY_DESIGN, DiagnosisCode.LAGGING);

  @Property(tries = 3000)
  void every_reading_gets_a_diagnosis_and_a_good_one_only_without_any_error(
      @ForAll("readings") Readings now,
      @ForAll("readings") Readings then,
      @ForAll("acts") List<Act> acts,
      @ForAll("failovers") List<Failover> failovers) {
    ReplicationStatus status = now.read();
    for (List<ReplicationStatus> earlier :
        List.of(List.<ReplicationStatus>of(), List.of(then.read()))) {
      Diagnosis diagnosis =
          Diagnostician.diagnose(now.seen().after(earlier).knowing(acts).since(failovers));
      assertThat(diagnosis.summary()).endsWith(".").doesNotContain("null");
      assertThat(diagnosis.advice()).endsWith(".");
      assertThat(diagnosis.evidence()).isNotEmpty();
      assertThat(diagnosis.secondary()).isSorted().doesNotContain(DiagnosisCode.HEALTHY);
      assertThat(diagnosis.secondary()).allMatch(each -> each.compareTo(diagnosis.code()) > 0);
      if (FINE.contains(diagnosis.code())) {
        assertThat(status.running()).isTrue();
        assertThat(status.hasError()).isFalse();
      }
      if (status.running() && !status.hasError() && earlier.isEmpty() && acts.isEmpty()) {
        assertThat(FINE).contains(diagnosis.code());
      }
      if (diagnosis.cause().isPresent()) {
        assertThat(
                diagnosis.says(DiagnosisCode.RECEIVER_FATAL)
                    || diagnosis.says(DiagnosisCode.RECEIVER_GAVE_UP)
                    || diagnosis.says(DiagnosisCode.RECEIVER_CONNECTING))
            .isTrue();
      }
    }
  }

  @Property(tries = 2000)
  void whatever_is_known_besides_and_whatever_the_clock_does_the_answer_is_one_and_never_too_good(
      @ForAll("readings") Readings now,
      @ForAll("readings") Readings then,
      @ForAll("acts") List<Act> acts,
      @ForAll("sources") SourceReading source,
      @ForAll boolean readOnly,
      @ForAll @LongRange(min = -200_000, max = 200_000) long later) {
    ReplicationStatus status = now.read();
    Observation seen =
        now.seen()
            .after(List.of(then.read(), then.read()))
            .knowing(acts)
            .beside(source)
            .on(new ThisServer(Readings.OWN, readOnly))
            .judgedAt(status.readAt().plusSeconds(later));
    Diagnosis diagnosis = Diagnostician.diagnose(seen);
    assertThat(Diagnostician.diagnose(seen)).isEqualTo(diagnosis);
    assertThat(diagnosis.code()).isNotEqualTo(DiagnosisCode.LOCAL_WRITES);
    assertThat(diagnosis.summary()).endsWith(".").doesNotContain("null");
    boolean stale = Math.abs(later) > Tolerances.standard().stale().toSeconds();
    assertThat(diagnosis.code() == DiagnosisCode.STALE).isEqualTo(stale);
    if (FINE.contains(diagnosis.code())) {
      assertThat(status.running()).isTrue();
      assertThat(status.hasError()).isFalse();
    }
    if (diagnosis.says(DiagnosisCode.LOCAL_WRITES)) {
      assertThat(readOnly).isTrue();
      assertThat(diagnosis.says(DiagnosisCode.ERRANT_TRANSACTIONS)).isFalse();
    }
    diagnosis
        .secondary()
        .forEach(each -> assertThat(diagnosis.severity()).isGreaterThanOrEqualTo(each.severity()));
  }

  @Property
  void without_a_channel_the_code_is_that_of_what_was_expected(@ForAll Expected expected) {
    Diagnosis diagnosis =
        Diagnostician.diagnose(Observation.of(new Seen.NoChannel(Readings.START, expected)));
    assertThat(diagnosis.code())
        .isEqualTo(
            expected == Expected.SHARED_STORAGE
                ? DiagnosisCode.NO_BINLOG_REPLICATION
                : DiagnosisCode.NOT_CONFIGURED);
    assertThat(diagnosis.severity() == Severity.CRITICAL).isEqualTo(expected == Expected.SOURCE);
  }

  @Provide
  Arbitrary<SourceReading> sources() {
    Arbitrary<String> sets =
        Arbitraries.of(
            "",
            Readings.SOURCE + ":1-10",
            Readings.SOURCE + ":1-5",
            Readings.SOURCE + ":1-50",
            Readings.SOURCE + ":1-10," + Readings.OWN + ":1-3");
    return Combinators.combine(
            Arbitraries.of(Readings.SOURCE, Readings.OWN),
            sets,
            sets,
            Arbitraries.longs().between(-7200, 7200))
        .as(
            (uuid, executed, purged, at) ->
                new SourceReading(
                    uuid,
                    GtidSet.parse(executed),
                    GtidSet.parse(purged),
                    Readings.START.plusSeconds(at)));
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    return Combinators.combine(
            Arbitraries.of(Act.Kind.class), Arbitraries.longs().between(-7200, 7200))
        .as((kind, at) -> Act.on("", kind, Readings.START.plusSeconds(at), "eve"))
        .list()
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<List<Failover>> failovers() {
    return Arbitraries.longs()
        .between(-100_000, 100)
        .map(at -> new Failover(Readings.START.plusSeconds(at), "failover"))
        .list()
        .ofMaxSize(2);
  }

  @Provide
  Arbitrary<Readings> readings() {
    Arbitrary<Integer> errno =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0)),
            Tuple.of(
                2,
                Arbitraries.of(
                    1062, 1032, 1236, 13114, 13117, 13121, 13124, 1593, 1594, 1872, 2003, 2061)),
            Tuple.of(1, Arbitraries.integers().between(1, 20000)));
    Arbitrary<ThreadState> thread = Arbitraries.of(ThreadState.class);
    return Combinators.combine(
            thread,
            thread,
            errno,
            errno,
            errno,
            Arbitraries.of("", "Replica has more GTIDs than the source has", "…"),
            Arbitraries.longs().between(-1, 3),
            Arbitraries.longs().between(0, 120))
        .as(
            (receiver, applier, io, sql, worker, text, behind, at) -> {
              Readings readings = Readings.healthy().threads(receiver, applier).at(at);
              if (at % 2 == 0) {
                readings.executed = readings.executed + "," + Readings.OWN + ":1-2";
              }
              if (worker != 0) {
                readings.worker(worker, "");
              }
              return readings.io(io, text).sql(sql, text).behind(behind < 0 ? null : behind);
            });
  }
}
