package io.replicamedic.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Over all thread states and error numbers, known and unknown. */
class DiagnosticianProperties {
  private static final Set<DiagnosisCode> FINE =
      EnumSet.of(DiagnosisCode.HEALTHY, DiagnosisCode.LAGGING);

  @Property(tries = 3000)
  void every_reading_gets_a_diagnosis_and_a_good_one_only_without_any_error(
      @ForAll("readings") Readings now, @ForAll("readings") Readings then) {
    ReplicationStatus status = now.read();
    for (Optional<ReplicationStatus> earlier :
        List.of(Optional.<ReplicationStatus>empty(), Optional.of(then.read()))) {
      Diagnosis diagnosis = Diagnostician.diagnose(Optional.of(status), earlier);
      assertThat(diagnosis.summary()).endsWith(".").doesNotContain("null");
      assertThat(diagnosis.advice()).endsWith(".");
      assertThat(diagnosis.evidence()).isNotEmpty();
      if (FINE.contains(diagnosis.code())) {
        assertThat(status.running()).isTrue();
        assertThat(status.hasError()).isFalse();
      }
      if (status.running() && !status.hasError() && earlier.isEmpty()) {
        assertThat(FINE).contains(diagnosis.code());
      }
    }
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
              if (worker != 0) {
                readings.worker(worker, "");
              }
              return readings.io(io, text).sql(sql, text).behind(behind < 0 ? null : behind);
            });
  }
}
