package io.replicamedic.scenario;

import static io.replicamedic.scenario.Proofs.aclAsBefore;
import static io.replicamedic.scenario.Proofs.acted;
import static io.replicamedic.scenario.Proofs.configurationKept;
import static io.replicamedic.scenario.Proofs.cutAndGivenBack;
import static io.replicamedic.scenario.Proofs.cutNoLongerThan;
import static io.replicamedic.scenario.Proofs.deniedAndGivenBack;
import static io.replicamedic.scenario.Proofs.neighbourUntouched;
import static io.replicamedic.scenario.Proofs.noEgressWrite;
import static io.replicamedic.scenario.Proofs.nothingTouched;
import static io.replicamedic.scenario.Proofs.orphanWasWaitedFor;
import static io.replicamedic.scenario.Proofs.replicatesAgain;
import static io.replicamedic.scenario.Proofs.said;
import static io.replicamedic.scenario.Proofs.sameData;
import static io.replicamedic.scenario.Proofs.statusColumn;
import static io.replicamedic.scenario.Proofs.statusSays;
import static io.replicamedic.scenario.Proofs.swappedAndGivenBack;

import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Channels;
import io.replicamedic.lab.CloudKind;
import io.replicamedic.lab.KillProcedure;
import io.replicamedic.lab.Lab;
import io.replicamedic.lab.LabSettings;
import io.replicamedic.lab.Personality;
import io.replicamedic.lab.Release;
import io.replicamedic.lab.Retries;
import io.replicamedic.lab.RowLock;
import io.replicamedic.lab.Session;
import io.replicamedic.lab.Terrain;
import io.replicamedic.lab.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All scenarios, by name. */
final class Scenarios {
  private static final String[] WAY_OUT = {
    "stop", "kill-receiver", "reset", "skip", "configure", "start"
  };

  private static final String[] CUT_OUT = {
    "stop",
    "kill-receiver",
    "prepare-cut",
    "cut-egress",
    "stop-under-cut",
    "kill-receiver-under-cut",
    "hold-cut",
    "reset",
    "skip",
    "configure",
    "start"
  };

  private static final LabSettings NO_KILL =
      LabSettings.ghost()
          .withKill(KillProcedure.REFUSED)
          .withRetries(Retries.FEW)
          .withCloud(CloudKind.ENDPOINT);

  private static final Map<String, String> BY_ACL = Map.of("isolation", "network-acl");

  private static final Map<String, String> LEGACY = Map.of("channel", "legacy");

  private static final LabSettings TWO_CHANNELS =
      LabSettings.ghost().withChannels(Channels.of("legacy", ""));

  private static final List<Scenario> ALL =
      List.of(
          Scenario.of(
                  "ghost",
                  "receiver Connecting to a silent address, applier stopped by 1062, same row both"
                      + " sides",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted(WAY_OUT)
                      .and(replicatesAgain())
                      .and(said("NO_EFFECT", "stop had no effect"))
                      .and(said("GOAL_MET", "by kill-receiver"))
                      .and(said("INTENT", "every after-image is present"))
                      .and(noEgressWrite())
                      .and(said("OUTCOME", "a cut also reaches 1 other interfaces")))
              .in(LabSettings.ghost().withCloud(CloudKind.ENDPOINT)),
          Scenario.of(
              "ghost-connected",
              "receiver Yes, applier stopped by 1062, stop ignored",
              lab -> lab.trouble().ghostConnected(),
              "SUCCEEDED",
              acted(WAY_OUT).and(replicatesAgain())),
          Scenario.of(
                  "ghost-conflict",
                  "the stray row differs; a person chooses to delete the local one",
                  lab -> lab.trouble().ghostConflict(),
                  "SUCCEEDED",
                  acted("stop", "kill-receiver", "reset", "delete-local", "configure", "start")
                      .and(replicatesAgain())
                      .and(said("QUESTION", "written on the replica"))
                      .and(said("QUESTION", "written on the source"))
                      .and(said("INTENT", "savedRows")))
              .answering(Map.of("conflict", "delete-local")),
          Scenario.of(
                  "ghost-conflict-skip",
                  "the stray row differs; a person chooses to skip",
                  lab -> lab.trouble().ghostConflict(),
                  "SUCCEEDED",
                  acted(WAY_OUT).and(said("INTENT", "differenceLeft\":[\"")))
              .answering(Map.of("conflict", "skip")),
          Scenario.of(
                  "ghost-conflict-abort",
                  "the stray row differs; a person says abort",
                  lab -> lab.trouble().ghostConflict(),
                  "HANDED_OVER",
                  nothingTouched().and(configurationKept()))
              .answering(Map.of("conflict", "abort")),
          Scenario.of(
                  "ghost-multi-row",
                  "a transaction of three row events fails on one; the other two are missing here",
                  lab -> lab.trouble().ghostMultiRow(),
                  "SUCCEEDED",
                  acted("stop", "kill-receiver", "reset", "delete-local", "configure", "start")
                      .and(replicatesAgain()))
              .answering(Map.of("conflict", "delete-local")),
          Scenario.of(
                  "ghost-secondary-key",
                  "the stray row has another primary key and the same unique key",
                  lab -> lab.trouble().secondaryKeyConflict(),
                  "SUCCEEDED",
                  acted("stop", "kill-receiver", "reset", "delete-local", "configure", "start")
                      .and(replicatesAgain()))
              .answering(Map.of("conflict", "delete-local")),
          Scenario.of(
                  "ghost-no-kill",
                  "rds_kill is refused: the egress to the source is cut until the receiver gives"
                      + " up",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted(CUT_OUT).and(cutAndGivenBack()).and(replicatesAgain()))
              .in(NO_KILL),
          Scenario.of(
                  "ghost-no-kill-moto",
                  "the same with moto in the place of EC2 and RDS",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted(CUT_OUT).and(cutAndGivenBack()).and(replicatesAgain()))
              .in(NO_KILL.withCloud(CloudKind.MOTO)),
          Scenario.of(
                  "ghost-no-kill-acl",
                  "the same, and the request says by network ACL",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted(CUT_OUT).and(deniedAndGivenBack()).and(replicatesAgain()))
              .in(NO_KILL)
              .requesting(BY_ACL),
          Scenario.of(
                  "ghost-yes",
                  "the receiver is connected and cannot be killed: its packets are dropped by"
                      + " network ACL until it gives up",
                  lab -> lab.trouble().ghostConnected(),
                  "SUCCEEDED",
                  acted(CUT_OUT)
                      .and(deniedAndGivenBack())
                      .and(replicatesAgain())
                      .and(
                          said(
                              "OUTCOME",
                              "network-acl, since security-group: the receiver is connected")))
              .in(NO_KILL),
          Scenario.of(
                  "ghost-acl-same-subnet",
                  "by network ACL, which does not filter inside a subnet: the network is left"
                      + " alone",
                  lab -> lab.trouble().ghostConnected(),
                  "HANDED_OVER",
                  acted("stop", "kill-receiver")
                      .and(noEgressWrite())
                      .and(configurationKept())
                      .and(said("OUTCOME", "does not filter inside a subnet")))
              .in(NO_KILL.withTerrain(Terrain.SOURCE_IN_DATABASE_SUBNET))
              .requesting(BY_ACL),
          Scenario.of(
                  "ghost-acl-full",
                  "by network ACL, which has no room for another entry: the network is left alone",
                  lab -> lab.trouble().ghostConnected(),
                  "HANDED_OVER",
                  acted("stop", "kill-receiver")
                      .and(noEgressWrite())
                      .and(configurationKept())
                      .and(said("SKIPPED", "20 are allowed")))
              .in(NO_KILL.withTerrain(Terrain.FULL_ACL))
              .requesting(BY_ACL),
          Scenario.of(
                  "ghost-no-kill-swap",
                  "the same, and the request says by swapping the cluster's groups, which AWS does"
                      + " late",
                  lab -> {
                    lab.endpoint().appliesAfter(Duration.ofSeconds(2));
                    lab.trouble().ghost();
                  },
                  "SUCCEEDED",
                  acted(CUT_OUT).and(swappedAndGivenBack()).and(replicatesAgain()))
              .in(NO_KILL)
              .requesting(Map.of("isolation", "group-swap")),
          Scenario.of(
                  "ghost-no-kill-rough",
                  "the same while AWS throttles, loses an answer, fails having done it, and lags",
                  lab -> {
                    roughEgress(lab.endpoint());
                    lab.trouble().ghost();
                  },
                  "SUCCEEDED",
                  acted(CUT_OUT)
                      .and(cutAndGivenBack())
                      .and(replicatesAgain())
                      .and(said("OUTCOME", "RequestLimitExceeded"))
                      .and(said("OUTCOME", "no answer: "))
                      .and(said("OUTCOME", "HTTP 503 Unavailable"))
                      .and(said("OUTCOME", "InvalidSecurityGroupRuleId.NotFound")))
              .in(NO_KILL),
          Scenario.of(
                  "ghost-stubborn",
                  "the receiver would go on for a day and survives the cut; egress is given back",
                  lab -> lab.trouble().ghost(),
                  "HANDED_OVER",
                  acted(
                          "stop",
                          "kill-receiver",
                          "prepare-cut",
                          "cut-egress",
                          "stop-under-cut",
                          "kill-receiver-under-cut",
                          "hold-cut")
                      .and(cutAndGivenBack())
                      .and(cutNoLongerThan(Duration.ofSeconds(8)))
                      .and(configurationKept())
                      .and(statusSays("GHOST"))
                      .and(statusSays("STOP_IGNORED"))
                      .and(said("OUTCOME", "the cut may not suffice")))
              .in(NO_KILL.withRetries(Retries.FOR_DAYS))
              .configured(
                  Map.of(
                      "replica-medic.network.longest-cut", "8s",
                      "replica-medic.network.reserve", "3s")),
          Scenario.of(
                  "cancelled-under-cut",
                  "a person cancels while egress is cut: it is given back, then it ends",
                  lab -> lab.trouble().ghost(),
                  "CANCELLED",
                  cutAndGivenBack().and(configurationKept()))
              .in(NO_KILL.withRetries(Retries.FOR_DAYS))
              .meanwhile(
                  incident -> {
                    incident.awaitRow("OUTCOME", "hold-cut");
                    incident.cancel();
                  }),
          Scenario.of(
                  "replica-lost-under-cut",
                  "the replica itself stops answering while egress is cut: it is given back",
                  lab -> lab.trouble().ghost(),
                  "HANDED_OVER",
                  cutAndGivenBack().and(configurationKept()))
              .in(NO_KILL.withRetries(Retries.FOR_DAYS))
              .configured(Map.of("replica-medic.workflow.unreadable", "1s"))
              .meanwhile(
                  incident -> {
                    incident.awaitRow("OUTCOME", "hold-cut");
                    incident.lab().replica().freeze();
                    incident.awaitRow("ENDED", "");
                    incident.lab().replica().thaw();
                  }),
          Scenario.of(
                  "ghost-full-group",
                  "the group has no room for the narrower rules: it says so, and cuts by the next"
                      + " means",
                  lab -> {
                    fillGroup(lab);
                    lab.trouble().ghost();
                  },
                  "SUCCEEDED",
                  acted(CUT_OUT)
                      .and(aclAsBefore())
                      .and(replicatesAgain())
                      .and(said("OUTCOME", "by network-acl, since security-group: "))
                      .and(said("OUTCOME", "60 are allowed")))
              .in(NO_KILL),
          Scenario.of(
                  "ghost-isolation-forbidden",
                  "the service may not revoke rules: asked with DryRun before anything is touched",
                  lab -> {
                    lab.endpoint().always("RevokeSecurityGroupEgress").deny();
                    lab.trouble().ghost();
                  },
                  "HANDED_OVER",
                  acted("stop", "kill-receiver")
                      .and(noEgressWrite())
                      .and(configurationKept())
                      .and(said("OUTCOME", "UnauthorizedOperation"))
                      .and(said("OUTCOME", "the network is left alone")))
              .in(NO_KILL)
              .requesting(Map.of("isolation", "security-group")),
          Scenario.of(
                  "ghost-kill-absent",
                  "there is no rds_kill",
                  lab -> lab.trouble().ghost(),
                  "HANDED_OVER",
                  acted("stop").and(configurationKept()))
              .in(LabSettings.ghost().withKill(KillProcedure.ABSENT)),
          Scenario.of(
                  "blocked-stop",
                  "a row lock holds the stop for longer than we wait for its answer",
                  lab -> {},
                  "SUCCEEDED",
                  orphanWasWaitedFor()
                      .and(replicatesAgain())
                      .and(said("WAITING", "no answer to CALL mysql.rds_stop_replication()"))
                      .and(said("VOIDED", "is gone")))
              .from(lab -> lab.trouble().blockedStop())
              .configured(Map.of("replica-medic.replication.call-wait", "2s"))
              .meanwhile(
                  incident -> {
                    incident.awaitRow("WAITING", "stop");
                    ((RowLock) incident.state()).release();
                  }),
          Scenario.of(
                  "cancelled-while-stopping",
                  "a person cancels while the stop procedure is still on its way",
                  lab -> {},
                  "CANCELLED",
                  acted("stop").and(configurationKept()).and(said("OUTCOME", "answered OK")))
              .from(lab -> lab.trouble().blockedStop())
              .meanwhile(
                  incident -> {
                    incident.awaitRow("INTENT", "stop");
                    incident.cancel();
                    ((RowLock) incident.state()).release();
                  }),
          Scenario.of(
                  "cancelled-while-unanswered",
                  "a person cancels after we stopped waiting for the stop procedure",
                  lab -> {},
                  "CANCELLED",
                  acted("stop").and(configurationKept()).and(said("VOIDED", "is gone")))
              .from(lab -> lab.trouble().blockedStop())
              .configured(Map.of("replica-medic.replication.call-wait", "2s"))
              .meanwhile(
                  incident -> {
                    incident.awaitRow("INTENT", "stop");
                    incident.cancel();
                    incident.awaitRow("WAITING", "");
                    ((RowLock) incident.state()).release();
                  }),
          Scenario.of(
                  "applier-stopped",
                  "the configuration is right, only the applier stands: nothing is reset",
                  lab -> {
                    try (Session root = lab.replica().session()) {
                      root.run("STOP REPLICA SQL_THREAD FOR CHANNEL ''");
                    }
                  },
                  "SUCCEEDED",
                  acted("stop", "kill-receiver", "start").and(sameData()))
              .configured(Map.of("replica-medic.databases[0].source.host", "127.0.0.2")),
          Scenario.of(
              "skip-fails",
              "settling fails after the reset: what was cleared is set again as it was",
              lab -> {
                lab.trouble().ghost();
                try (Session root = lab.replica().session()) {
                  root.run(
                      "SET sql_log_bin = 0",
                      "DROP PROCEDURE mysql.rds_skip_transaction_with_gtid",
                      "CREATE PROCEDURE mysql.rds_skip_transaction_with_gtid(gtid TEXT)"
                          + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not today'");
                }
              },
              "HANDED_OVER",
              acted("stop", "kill-receiver", "reset", "skip")
                  .and(configurationKept())
                  .and(said("OUTCOME", "not today"))
                  .and(said("DISCHARGED", "configured again as it was"))),
          Scenario.of(
              "stop-works",
              "the applier runs, so the stop procedure really stops both",
              lab -> lab.trouble().receiverOnlyStuck(),
              "SUCCEEDED",
              acted("stop", "reset", "configure", "start").and(replicatesAgain())),
          Scenario.of(
                  "rds-8.0-ghost",
                  "RDS for MySQL 8.0, the ghost's picture: there the stop procedure really stops"
                      + " both",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted("stop", "reset", "skip", "configure", "start").and(replicatesAgain()))
              .in(LabSettings.ghost().withPersonality(Personality.RDS_8_0)),
          Scenario.of(
                  "channel-ghost",
                  "a ghost on a named channel, beside a healthy one",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted(WAY_OUT)
                      .and(replicatesAgain())
                      .and(neighbourUntouched())
                      .and(said("INTENT", "rds_stop_replication_for_channel('legacy')"))
                      .and(said("NO_EFFECT", "stop had no effect"))
                      .and(said("GOAL_MET", "by kill-receiver")))
              .in(TWO_CHANNELS.withPersonality(Personality.AURORA_8_4))
              .requesting(LEGACY),
          Scenario.of(
                  "channel-rds-8.0",
                  "the same on RDS for MySQL 8.0, and the default channel is the one in trouble",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted("stop", "reset", "skip", "configure", "start")
                      .and(replicatesAgain())
                      .and(neighbourUntouched())
                      .and(said("INTENT", "rds_reset_external_source_for_channel('')")))
              .in(
                  LabSettings.ghost()
                      .withChannels(Channels.of("", "beside"))
                      .withPersonality(Personality.RDS_8_0)),
          Scenario.of(
                  "channel-receivers-alike",
                  "two receivers are in their first attempt and nothing tells them apart: none is"
                      + " ended, the egress to the one source is cut",
                  Scenarios::receiversAlike,
                  "SUCCEEDED",
                  Scenarios::noReceiverWasEndedBeforeTheCut)
              .in(
                  TWO_CHANNELS
                      .withPersonality(Personality.AURORA_8_4)
                      .withRetries(Retries.HANGING)
                      .withCloud(CloudKind.ENDPOINT))
              .requesting(LEGACY)
              .meanwhile(
                  incident -> {
                    incident.awaitRow("OUTCOME", "cut-egress");
                    incident.lab().gateway().oldAddress().drop();
                    incident.lab().neighbour().gateway().oldAddress().forward();
                    incident.lab().neighbour().gateway().oldAddress().drop();
                  }),
          Scenario.of(
                  "channel-no-procedures",
                  "the server has no procedures that name a channel",
                  lab -> lab.trouble().ghost(),
                  "HANDED_OVER",
                  nothingTouched()
                      .and(configurationKept())
                      .and(neighbourUntouched())
                      .and(said("CLOSING", "this server lacks rds_stop_replication_for_channel")))
              .in(TWO_CHANNELS)
              .requesting(LEGACY),
          Scenario.of(
                  "position-ghost",
                  "a ghost without GTIDs: it goes on where it stood, and the skip counter leaves"
                      + " the transaction out that is here already",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted("stop", "kill-receiver", "reset", "configure", "start", "skip-error")
                      .and(replicatesAgain())
                      .and(said("OUTCOME", "Exec_Source_Log_Pos lags behind"))
                      .and(said("INTENT", "rds_skip_repl_error()"))
                      .and(said("INTENT", "every after-image is present")))
              .in(
                  LabSettings.ghost()
                      .withoutGtids()
                      .withReplicaOption("replica_checkpoint_period", "3000")),
          Scenario.of(
                  "position-conflict",
                  "the same on RDS for MySQL 8.0 with a stray row that differs: a person chooses to"
                      + " delete it",
                  lab -> lab.trouble().ghostConflict(),
                  "SUCCEEDED",
                  acted("stop", "reset", "delete-local", "configure", "start")
                      .and(replicatesAgain()))
              .in(LabSettings.ghost().withPersonality(Personality.RDS_8_0).withoutGtids())
              .answering(Map.of("conflict", "delete-local")),
          Scenario.of(
                  "position-gaps",
                  "without GTIDs, and parallel workers commit in any order: gaps are possible",
                  lab -> lab.trouble().ghost(),
                  "HANDED_OVER",
                  nothingTouched().and(configurationKept()).and(said("CLOSING", "no-gaps refused")))
              .in(
                  LabSettings.ghost()
                      .withoutGtids()
                      .withReplicaOption("replica_preserve_commit_order", "OFF")),
          Scenario.of(
                  "position-chosen",
                  "the request names another place: a person must accept that by its name, and"
                      + " nobody does",
                  lab -> lab.trouble().ghost(),
                  "HANDED_OVER",
                  nothingTouched()
                      .and(configurationKept())
                      .and(said("QUESTION", "is applied twice")))
              .in(LabSettings.ghost().withoutGtids())
              .requesting(Map.of("position", Map.of("file", "binlog.000001", "position", 4)))
              .answering(Map.of("accept-risk", "abort", "conflict", "abort")),
          Scenario.of(
                  "position-8.0.15",
                  "a ghost without GTIDs on 8.0.15, which speaks of slaves and masters",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted("stop", "kill-receiver", "reset", "configure", "start", "skip-error")
                      .and(replicatesAgain())
                      .and(said("INTENT", "every after-image is present")))
              .in(LabSettings.ghost().withRelease(Release.MYSQL_8_0_15).withoutGtids()),
          Scenario.of(
                  "position-5.7.22",
                  "two conflicts without GTIDs on RDS for MySQL 5.7",
                  lab -> lab.trouble().severalConflicts(2),
                  "SUCCEEDED",
                  replicatesAgain().and(said("SETBACK", "back to threads stopped")))
              .in(
                  LabSettings.ghost()
                      .withRelease(Release.MYSQL_5_7_22)
                      .withPersonality(Personality.RDS_5_7)
                      .withTransport(Transport.PLAIN)
                      .withoutGtids())
              .answering(Map.of("accept-risk", "accept")),
          Scenario.of(
                  "position-beside-gtids",
                  "both servers have GTIDs and the channel does not use them: it keeps its file and"
                      + " position",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted(WAY_OUT)
                      .and(replicatesAgain())
                      .and(statusColumn("Auto_Position", "0"))
                      .and(said("OUTCOME", "does not use auto position and is left so"))
                      .and(said("INTENT", "rds_skip_transaction_with_gtid")))
              .in(LabSettings.ghost().byPosition()),
          Scenario.of(
                  "position-asked",
                  "the channel uses auto position and the request says file",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted(WAY_OUT)
                      .and(replicatesAgain())
                      .and(statusColumn("Auto_Position", "0"))
                      .and(said("OUTCOME", "as the request says, it goes on at a file")))
              .requesting(Map.of("position", "file")),
          Scenario.of(
                  "position-channel",
                  "a delayed named channel without GTIDs and two conflicts, beside a healthy one",
                  lab -> {
                    lab.trouble().delayed(1);
                    lab.trouble().severalConflicts(2);
                  },
                  "SUCCEEDED",
                  replicatesAgain()
                      .and(neighbourUntouched())
                      .and(statusColumn("SQL_Delay", "1"))
                      .and(said("SETBACK", "back to threads stopped"))
                      .and(said("INTENT", "rds_set_external_source_with_delay_for_channel"))
                      .and(said("INTENT", "rds_skip_repl_error_for_channel('legacy')")))
              .in(
                  LabSettings.ghost()
                      .withChannels(Channels.of("legacy", ""))
                      .withPersonality(Personality.RDS_8_0)
                      .withoutGtids())
              .requesting(LEGACY),
          Scenario.of("healthy", "nothing is wrong", lab -> {}, "NOTHING_TO_DO", nothingTouched()),
          Scenario.of(
                  "lagging",
                  "both threads run, behind",
                  lab -> {},
                  "NOTHING_TO_DO",
                  nothingTouched().and(said("ENDED", "Seconds_Behind_Source=")))
              .from(lab -> lab.trouble().lagging()),
          Scenario.of(
                  "heals-itself",
                  "somebody repairs it by hand while a question waits",
                  lab -> lab.trouble().ghostConflict(),
                  "RECOVERED",
                  nothingTouched().and(configurationKept()).and(sameData()))
              .meanwhile(
                  incident -> {
                    incident.awaitRow("QUESTION", "");
                    incident.lab().trouble().heal();
                  }),
          Scenario.of(
              "source-down",
              "the source refuses connections",
              lab -> {
                lab.trouble().ghost();
                lab.trouble().sourceDown();
              },
              "HANDED_OVER",
              nothingTouched()
                  .and(configurationKept())
                  .and(said("CLOSING", "source-login refused"))),
          Scenario.of(
                  "source-unreadable",
                  "only the database can reach the source; a person accepts that",
                  lab -> lab.trouble().ghost(),
                  "SUCCEEDED",
                  acted(WAY_OUT).and(replicatesAgain()).and(said("QUESTION", "source-login")))
              .configured(
                  Map.of(
                      "replica-medic.databases[0].source.service-port", "1",
                      "replica-medic.databases[0].source.reach", "database-only"))
              .answering(Map.of("accept-risk", "accept", "conflict", "skip")),
          Scenario.of(
              "source-purged",
              "the source has purged what the replica needs",
              lab -> lab.trouble().sourcePurged(),
              "HANDED_OVER",
              nothingTouched()
                  .and(configurationKept())
                  .and(said("CLOSING", "source-not-purged refused"))),
          Scenario.of(
              "gtid-tail-lost",
              "the source lost its binlog tail: the replica is ahead of it",
              lab -> lab.trouble().tailLost(),
              "HANDED_OVER",
              nothingTouched()
                  .and(configurationKept())
                  .and(said("CLOSING", "replica-not-ahead refused"))),
          Scenario.of(
              "gtid-tail-overwritten",
              "the source lost its tail and used the same GTIDs again",
              lab -> lab.trouble().tailOverwritten(),
              "HANDED_OVER",
              nothingTouched()
                  .and(configurationKept())
                  .and(said("CLOSING", "last-common-transaction refused"))),
          Scenario.of(
                  "caching-sha2-without-tls",
                  "the account would need TLS, the registered source has none",
                  lab -> {
                    lab.trouble().ghost();
                    lab.coolPasswordCache();
                  },
                  "HANDED_OVER",
                  nothingTouched()
                      .and(configurationKept())
                      .and(said("CLOSING", "source-plugin refused")))
              .in(LabSettings.ghost().withTransport(Transport.PLAIN)),
          Scenario.of(
              "second-conflict",
              "a second conflict waits behind the first",
              lab -> lab.trouble().severalConflicts(2),
              "SUCCEEDED",
              replicatesAgain().and(said("SETBACK", "back to threads stopped"))),
          Scenario.of(
              "many-conflicts",
              "four more conflicts wait behind the first: it goes back three times, not more",
              lab -> lab.trouble().severalConflicts(5),
              "HANDED_OVER",
              said("CLOSING", "went back 3 times already")));

  private Scenarios() {}

  // After a restart the error log says nothing of receivers that hang in their first attempt. The
  // applier of the own channel is left stopped, so that the stop procedure believes all is stopped.
  private static void receiversAlike(Lab lab) throws Exception {
    lab.writer().pause();
    lab.gateway().oldAddress().silence();
    lab.neighbour().gateway().oldAddress().silence();
    lab.replica().stop();
    lab.replica().startAgain();
    try (Session root = lab.replica().session()) {
      root.run("START REPLICA FOR CHANNEL ''", "START REPLICA IO_THREAD FOR CHANNEL 'legacy'");
    }
    lab.awaitThreads("Connecting", "No");
    lab.neighbour().remember();
    lab.writer().resume();
  }

  private static void noReceiverWasEndedBeforeTheCut(Incident incident) throws Exception {
    List<String> acts = Proofs.acts(incident);
    Proofs.must(acts.indexOf("cut-egress") > 0 && !acts.contains("kill-receiver"), "acted " + acts);
    said("SKIPPED", "receivers cannot be told apart, so none is ended").check(incident);
    replicatesAgain().and(cutAndGivenBack()).and(neighbourUntouched()).check(incident);
  }

  // In the order of the calls: add the narrower rules, twice; revoke; give back; remove ours, which
  // the next two readings do not show yet.
  private static void roughEgress(AwsEndpoint endpoint) {
    endpoint.nth("AuthorizeSecurityGroupEgress", 1).throttle();
    endpoint.nth("RevokeSecurityGroupEgress", 1).loseAnswer();
    endpoint.nth("AuthorizeSecurityGroupEgress", 3).failHavingDone(503);
    endpoint.nth("RevokeSecurityGroupEgress", 2).seenAfter(2);
  }

  // 29 more rules: 30 and the 36 narrower ones are more than the 60 that a group may have.
  private static void fillGroup(Lab lab) {
    for (int number = 1; number <= 29; number++) {
      lab.cloud()
          .egress(
              lab.groups().getFirst(), "tcp", 9000, 9000, "10.9." + number + ".0/24", "", Map.of());
    }
  }

  static List<Scenario> all() {
    return ALL;
  }

  static Optional<Scenario> named(String name) {
    return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
  }
}
