package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** rds_kill in the three ways that a managed service may have it. */
class KillProcedureTest {
  @Test
  void an_allowed_kill_ends_the_receiver_that_waits_for_a_silent_source() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost());
        Session admin = lab.adminSession()) {
      lab.trouble().ghost();
      admin.run("CALL mysql.rds_kill(" + LabTest.receiverId(admin) + ")");
      lab.awaitThreads("No", "No");
      assertThat(admin.refusal("CALL mysql.rds_reset_external_source")).isZero();
    }
  }

  @Test
  void a_refused_kill_leaves_the_ghost_as_it_is() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost().withKill(KillProcedure.REFUSED));
        Session admin = lab.adminSession()) {
      lab.trouble().ghost();
      assertThat(admin.refusal("CALL mysql.rds_kill(" + LabTest.receiverId(admin) + ")"))
          .isEqualTo(1644);
      lab.awaitThreads("Connecting", "No");
    }
  }

  @Test
  void an_absent_kill_is_an_unknown_procedure() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost().withKill(KillProcedure.ABSENT));
        Session admin = lab.adminSession()) {
      assertThat(admin.refusal("CALL mysql.rds_kill(1)")).isEqualTo(1305);
    }
  }
}
