package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.ServerFacts;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.ThisServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only a look at the source, or an earlier look, can tell. */
interface SourceDiagnoses extends Paired {
  @Test
  @Produces(DiagnosisCode.ERRANT_TRANSACTIONS)
  @Produces(DiagnosisCode.LOCAL_WRITES)
  default void a_write_on_the_replica_is_errant() throws SQLException {
    pair().replicate();
    pair().replica("INSERT INTO t.c VALUES (2, 'stray', 1)");
    Diagnosis diagnosis = pair().awaited(DiagnosisCode.ERRANT_TRANSACTIONS, this::besideSource);
    assertThat(diagnosis.evidence())
        .containsEntry("Executed here and not on the source", pair().facts().serverUuid() + ":1");
    // Once no application can write here, RDS alone can have done that.
    pair().replica("SET GLOBAL read_only = ON");
    try {
      Diagnosis local = pair().awaited(DiagnosisCode.HEALTHY, this::besideSource);
      assertThat(local.secondary()).containsExactly(DiagnosisCode.LOCAL_WRITES);
    } finally {
      pair().replica("SET GLOBAL read_only = OFF");
    }
  }

  @Test
  @Produces(DiagnosisCode.SOURCE_PURGED_NEEDED)
  default void what_a_stopped_replica_will_need_and_the_source_has_purged_is_said_before_it_starts()
      throws SQLException {
    pair().replicate();
    pair().replica("STOP REPLICA");
    assertThat(besideSource().code()).isEqualTo(DiagnosisCode.STOPPED_BY_OPERATOR);
    pair().source("INSERT INTO t.c VALUES (2, 'two', 1)");
    pair().purgeSource();
    Diagnosis diagnosis = pair().awaited(DiagnosisCode.SOURCE_PURGED_NEEDED, this::besideSource);
    assertThat(diagnosis.secondary()).containsExactly(DiagnosisCode.STOPPED_BY_OPERATOR);
  }

  @Test
  @Produces(DiagnosisCode.SOURCE_IDENTITY_CHANGED)
  default void another_server_at_the_sources_address_is_noticed() throws SQLException, IOException {
    pair().replicate();
    ReplicationStatus earlier = pair().status();
    pair().replaceSource();
    pair()
        .awaited(
            DiagnosisCode.SOURCE_IDENTITY_CHANGED,
            () ->
                pair()
                    .diagnosed(
                        Observation.of(new Seen.Channel(pair().status())).after(List.of(earlier))));
  }

  private Diagnosis besideSource() {
    Observation replica = Observation.of(new Seen.Channel(pair().status()));
    ServerFacts facts = pair().facts();
    return pair()
        .diagnosed(
            replica
                .beside(pair().sourceReading())
                .on(new ThisServer(facts.serverUuid(), facts.readOnly())));
  }
}
