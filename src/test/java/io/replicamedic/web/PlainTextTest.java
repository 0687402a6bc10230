package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.ChannelState;
import io.replicamedic.fleet.ReplicaReading;
import io.replicamedic.journal.Chain;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.JournalEntry;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Severity;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowStore;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  private static final Printable.Reader READER =
      new Printable.Reader(URI.create("http://medic:8080"), Samples.T0.plusSeconds(60));

  @Test
  void a_finished_workflow_tells_each_rung_with_what_was_read_before_and_after() {
    List<JournalEntry> rows =
        rows(
            Samples.row(EntryKind.STARTED, "", "", "unstick orders-replica"),
            Samples.row(EntryKind.PHASE, "threads-stopped", "", "phase: threads-stopped"),
            Samples.row(
                EntryKind.INTENT,
                "threads-stopped",
                "stop-procedure",
                "CALL mysql.rds_stop_replication",
                Map.of("readBefore", Map.of("threads", "Connecting/No"))),
            Samples.row(
                EntryKind.OUTCOME,
                "threads-stopped",
                "stop-procedure",
                "it answered OK",
                Map.of("readAfter", Map.of("threads", "Connecting/No"))),
            Samples.row(
                EntryKind.NO_EFFECT, "threads-stopped", "stop-procedure", "had no effect in time"),
            Samples.row(
                EntryKind.INTENT,
                "threads-stopped",
                "kill-receiver",
                "CALL mysql.rds_kill(7)",
                Map.of("readBefore", Map.of("threads", "Connecting/No"))),
            Samples.row(
                EntryKind.OUTCOME,
                "threads-stopped",
                "kill-receiver",
                "it answered OK",
                Map.of("readAfter", Map.of("threads", "No/No"))),
            Samples.row(
                EntryKind.GOAL_MET,
                "threads-stopped",
                "",
                "goal met: threads-stopped, by kill-receiver"));

    assertThat(text(Samples.succeeded("w1", 9), rows))
        .isEqualTo(
            """
            workflow  w1
            state     SUCCEEDED after 2.000 s
            target    orders-replica, unstick
            asked by  oncall at 2026-11-22 03:00:00.250Z
            reason    paged at night
            ticket    OPS-1
            phase     diagnose
            now       the last goal was read as met

            THREADS-STOPPED  met, 6.000 s  since 2026-11-22 03:00:01.250Z
              goal met: threads-stopped, by kill-receiver
              2026-11-22 03:00:02.250Z  stop-procedure: had no effect, 1.000 s
                sent    CALL mysql.rds_stop_replication
                said    it answered OK
                before  threads=Connecting/No
                after   threads=Connecting/No
              2026-11-22 03:00:05.250Z  kill-receiver: did it, 1.000 s
                sent    CALL mysql.rds_kill(7)
                said    it answered OK
                before  threads=Connecting/No
                after   threads=No/No
            """);
  }

  @Test
  void an_open_question_shows_the_rows_the_options_and_the_command_that_answers() {
    assertThat(text(Samples.waiting("w1", 9), List.of()))
        .startsWith("workflow  w1\nstate     WAITING for 60.000 s\n")
        .endsWith(
            """

            QUESTION  conflict-1 (conflict), expires 2026-11-22 04:00:00.000Z
              The row in the way differs from the source's.
                source  id=7 total=10
                replica id=7 total=99
            options
              skip          leaves the difference
              delete-local  saves and deletes the replica's row
            answer with one of them
              curl -sS -H @KEY_HEADER_FILE -H 'Content-Type: application/json' \\
                -d '{"question":"conflict-1","choice":"skip","comment":"WHY"}' \\
                http://medic:8080/api/v1/workflows/w1/choice
            """);
  }

  @Test
  void a_status_tells_both_threads_both_errors_and_the_diagnosis() {
    Diagnosis diagnosis =
        new Diagnosis(
            DiagnosisCode.GHOST,
            Optional.of(Cause.UNREACHABLE),
            List.of(DiagnosisCode.APPLIER_DUPLICATE_KEY),
            Severity.CRITICAL,
            "a ghost",
            Map.of("Replica_IO_Running", "Connecting"),
            "unstick it",
            Optional.of("unstick"));
    ReplicaReading reading =
        new ReplicaReading(
            "orders-replica",
            Optional.of(Samples.FACTS),
            List.of(new ChannelState(Samples.GHOST, diagnosis)),
            diagnosis,
            Samples.T0,
            Duration.ofMillis(12));

    assertThat(
            StatusView.of(Samples.DATABASES.getFirst(), reading, Duration.ofMillis(1500))
                .text(READER))
        .isEqualTo(
            """
            replica     orders-replica, EXTERNAL_BINLOG on aurora-mysql
            read at     2026-11-22 03:00:00.250Z, 1.500 s ago, took 0.012 s
            diagnosis   GHOST (UNREACHABLE), also APPLIER_DUPLICATE_KEY
                        a ghost
            advice      unstick it
            source      10.0.0.1:3306 as repl without TLS
            receiver    Connecting
                        2003 error connecting to source
            retry       every 60 s, attempt 0 of 86400, gives up by 2027-03-22 03:00:00.250Z
            applier     No
                        1062 coordinator stopped
            worker 1    1062 Duplicate entry '7' for key
                        applying 3e11fa47-71ca-11e1-9e33-c80aa9429562:11
            behind      not known, the receiver is not connected
            waiting     2 transactions received and not executed
            heartbeats  42, one every 30.0 s
            position    automatic (GTID), received not known, applied binlog.000003:1234
            retrieved   3e11fa47-71ca-11e1-9e33-c80aa9429562:1-12
            executed    3e11fa47-71ca-11e1-9e33-c80aa9429562:1-10
            server      8.0.39, read only
            uuid        00000000-0000-0000-0000-00000000000f, GTIDs ON
            workers     4, commit order not kept
            relay logs  fetched anew after a crash
            purged      nothing
            evidence
              Replica_IO_Running  Connecting
            """);
  }

  @Test
  void a_plan_lists_its_steps_and_says_that_nothing_was_touched() {
    assertThat(PlanView.of(Samples.PLAN).text(READER))
        .isEqualTo(
            """
            DRY RUN  unstick orders-replica: nothing was touched
            digest   ab12

            PHASE                  RUNG            FOR GOOD  WHEN                           STATEMENT
            threads-stopped        stop-procedure            first                          CALL mysql.rds_stop_replication
            configuration-cleared  reset           yes       when the threads have stopped  CALL mysql.rds_reset_external_source

            notes
              the source's address changes from 10.0.0.1:3306 to 10.0.0.2:3306
            """);
  }

  @Test
  void lists_are_aligned_tables() {
    assertThat(
            new DatabasesView(
                    Samples.DATABASES.stream().limit(2).map(DatabaseView::of).toList(),
                    List.of(),
                    Optional.empty(),
                    MisconfiguredView.all(List.of(Samples.ASIDE)))
                .text(READER))
        .isEqualTo(
            """
            ID              KIND             ENGINE        ENDPOINT                         SOURCE
            orders-replica  EXTERNAL_BINLOG  aurora-mysql  orders-replica.example.net:3306  10.0.0.2:3306
            far-away        EXTERNAL_BINLOG  aurora-mysql  far-away.example.net:3306        10.0.0.2:3306

            SET ASIDE  WHERE               KEY                                PROBLEM                         REMEDY
            mistyped   /etc/medic.yaml:12  replica-medic.databases[4].engine  is an engine that is not known  aurora-mysql or mysql
            """);
    assertThat(
            WorkflowsView.of(
                    new WorkflowStore.Listing(List.of(Samples.running("w2", 1)), List.of()))
                .text(READER))
        .isEqualTo(
            """
            ID  STATE    TARGET          PLAYBOOK  STARTED                   TOOK      PHASE     SUMMARY
            w2  RUNNING  orders-replica  unstick   2026-11-22 03:00:00.250Z  60.000 s  diagnose  working
            """);
  }

  @Test
  void an_overdue_obligation_says_so() {
    Printable.Reader late = new Printable.Reader(READER.service(), Samples.T0.plusSeconds(901));

    assertThat(
            new ObligationsView(
                    List.of(
                        ObligationView.of(
                            Samples.obligation("o1", ObligationState.OWED),
                            Optional.empty(),
                            READER.now())),
                    List.of())
                .text(late))
        .contains("2026-11-22 03:15:00.250Z OVERDUE for 1.000 s");
    assertThat(new ObligationsView(List.of(), List.of()).text(READER))
        .isEqualTo("nothing is owed\n");
  }

  @Test
  void an_escape_sequence_from_outside_does_not_reach_the_terminal() {
    assertThat(Columns.bare("").row("reason", "a\u001b[2Jb\nc\u202ed").text())
        .isEqualTo("reason  a?[2Jb c?d\n");
  }

  private static String text(Workflow workflow, List<JournalEntry> rows) {
    return WorkflowView.of(workflow, rows).text(READER);
  }

  // One row a second.
  static List<JournalEntry> rows(Draft... drafts) {
    List<JournalEntry> rows = new ArrayList<>();
    for (Draft draft : drafts) {
      rows.add(
          Chain.link(
              "w1",
              rows.size(),
              rows.isEmpty() ? Chain.START : rows.getLast().hash(),
              Samples.T0.plusSeconds(rows.size()),
              draft,
              Wire.JSON.writeValueAsString(draft.detail())));
    }
    return rows;
  }
}
