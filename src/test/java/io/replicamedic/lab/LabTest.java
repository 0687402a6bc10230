package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The lab is what it says: real servers in the state of the incident, gone afterwards. */
class LabTest {
  @Test
  void a_ghost_can_be_made() throws Exception {
    long t0 = System.nanoTime();
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      long t1 = System.nanoTime();
      System.out.println("open " + (t1 - t0) / 1_000_000);
      Conflict conflict = lab.trouble().ghost();
      System.out.println("ghost " + (System.nanoTime() - t1) / 1_000_000 + " " + conflict);
      System.out.println(lab.replicaStatus());
      System.out.println(lab.failedWorkers());
      try (Session admin = lab.adminSession()) {
        System.out.println(admin.results("CALL mysql.rds_stop_replication"));
        System.out.println(admin.refusal("STOP REPLICA"));
        System.out.println(admin.refusal("CALL mysql.rds_reset_external_source"));
        System.out.println(admin.rows("SELECT * FROM information_schema.processlist"));
        System.out.println(admin.rows("SELECT * FROM mysql.rds_history"));
        System.out.println(
            admin.results("CALL mysql.rds_skip_transaction_with_gtid('" + conflict.gtid() + "')"));
      }
      System.out.println(
          Command.run(
              java.util.List.of(
                  "grep",
                  "-E",
                  "VmRSS",
                  "/proc/" + lab.source().pid() + "/status",
                  "/proc/" + lab.replica().pid() + "/status")));
      t1 = System.nanoTime();
      lab.trouble().heal();
      System.out.println("heal " + (System.nanoTime() - t1) / 1_000_000);
      System.out.println(lab.differences(Lab.DEADLINE));
      System.out.println(lab.writer().acknowledged());
      System.out.println(lab.writer().failed());
      t1 = System.nanoTime();
      lab.close();
      System.out.println("close " + (System.nanoTime() - t1) / 1_000_000);
    }
    t0 = System.nanoTime();
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      long t1 = System.nanoTime();
      System.out.println("open2 " + (t1 - t0) / 1_000_000);
      assertThat(lab.sameData()).isTrue();
    }
  }
}
