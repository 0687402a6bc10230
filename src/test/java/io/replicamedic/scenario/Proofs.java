package io.replicamedic.scenario;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.Cloud;
import io.replicamedic.lab.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What must hold when a scenario has ended; read from the servers and the journal. */
final class Proofs {
  private static final Set<String> READING_RUNGS = Set.of("examine", "read-conflict", "discharge");

  private Proofs() {}

  /** Both threads Yes, from the new address, and the same rows on both sides. */
  static Scenario.Proof replicatesAgain() {
    return incident -> {
      incident.lab().awaitThreads("Yes", "Yes");
      must(
          incident.lab().gateway().newAddress().host().equals(source(incident)),
          "the channel still points at " + source(incident));
      sameData().check(incident);
    };
  }

  static Scenario.Proof sameData() {
    return incident -> {
      List<String> differences = incident.lab().differences(java.time.Duration.ofSeconds(30));
      must(differences.isEmpty(), "the data differs: " + differences);
    };
  }

  /** The other channel's threads never stopped, its configuration is the same, it replicates. */
  static Scenario.Proof neighbourUntouched() {
    return incident -> {
      incident.lab().neighbour().awaitNewRow();
      List<String> changes = incident.lab().neighbour().changes();
      must(changes.isEmpty(), "the other channel: " + changes);
    };
  }

  /** The configuration is as it was: the old address. */
  static Scenario.Proof configurationKept() {
    return incident ->
        must(
            incident.lab().gateway().oldAddress().host().equals(source(incident)),
            "the configuration has changed: " + incident.lab().replicaStatus());
  }

  /** Not one act but reading. */
  static Scenario.Proof nothingTouched() {
    return incident -> must(acts(incident).isEmpty(), "something was touched: " + acts(incident));
  }

  /** The own channel's SHOW REPLICA STATUS has that value in that column. */
  static Scenario.Proof statusColumn(String column, String value) {
    return incident ->
        must(
            value.equals(incident.lab().replicaStatus(column)),
            column + " is " + incident.lab().replicaStatus(column) + " instead of " + value);
  }

  /** Exactly these acts, in this order. */
  static Scenario.Proof acted(String... rungs) {
    return incident ->
        must(
            acts(incident).equals(List.of(rungs)),
            "acted " + acts(incident) + " instead of " + List.of(rungs));
  }

  /**
   * Nothing followed the stop before its session was gone, and the reset was ours, once. The
   * takeover may have ended the waiting stop half way: then stopping is finished by another rung.
   */
  static Scenario.Proof orphanWasWaitedFor() {
    return incident -> {
      List<String> kinds =
          incident.journal().stream().map(row -> row.path("kind").asString()).toList();
      int voided = kinds.indexOf("VOIDED");
      List<String> before = acts(incident.journal().subList(0, Math.max(0, voided)));
      must(before.equals(List.of("stop")), "before the stop's session was gone: " + before);
      List<String> acts = acts(incident);
      must(
          acts.subList(acts.size() - 3, acts.size()).equals(List.of("reset", "configure", "start"))
              && acts.stream().filter("reset"::equals).count() == 1,
          "acted " + acts);
      try (var root = incident.lab().replica().session()) {
        String resets =
            root.value(
                "SELECT COUNT(*) FROM mysql.rds_history WHERE action LIKE 'Starting: reset%'");
        must(resets.equals("1"), "the server itself has seen " + resets + " resets");
      }
    };
  }

  /** The journal has a row of that kind whose summary or detail says so. */
  /** The replica's status has that code, as the primary one or among the others. */
  static Scenario.Proof statusSays(String code) {
    return incident ->
        Await.until(
            () -> "the status says " + code + ": " + status(incident),
            Duration.ofSeconds(30),
            () ->
                status(incident).path("code").asString().equals(code)
                    || status(incident).path("secondary").toString().contains('"' + code + '"'));
  }

  private static JsonNode status(Incident incident) {
    return incident
        .api()
        .get("/api/v1/replicas/" + ServiceSettings.REPLICA + "/status?fresh=true")
        .json()
        .path("diagnosis");
  }

  static Scenario.Proof said(String kind, String words) {
    return incident ->
        must(
            incident.journal().stream()
                .filter(row -> row.path("kind").asString().equals(kind))
                .anyMatch(row -> row.toString().contains(words)),
            "no " + kind + " in the journal says '" + words + "'");
  }

  /** The egress rules are what they were, descriptions and tags included; ids apart. */
  static Scenario.Proof egressAsBefore() {
    return incident ->
        must(
            sameEgress(incident.lab()),
            "egress was " + incident.lab().egressBefore() + ", is " + incident.lab().egress());
  }

  static boolean sameEgress(Lab lab) {
    return contents(lab.egressBefore()).equals(contents(lab.egress()));
  }

  /**
   * Egress was cut and is as before, under new ids; the journal shows each rule, there and back.
   */
  static Scenario.Proof cutAndGivenBack() {
    return egressAsBefore()
        .and(
            incident -> {
              Lab lab = incident.lab();
              for (Cloud.Rule rule : lab.egressBefore()) {
                must(
                    lab.egress().stream().noneMatch(now -> now.id().equals(rule.id())),
                    "rule " + rule.id() + " was never revoked");
                said("INTENT", rule.id()).check(incident);
                said("DISCHARGED", rule.id()).check(incident);
              }
              said("INTENT", "128.0.0.0/1").check(incident);
              said("OWED", "aws ec2 authorize-security-group-egress").check(incident);
            });
  }

  /**
   * The source was denied in the ACL of the database's subnets, the ACL is as before, and no rule
   * was touched; journal and record show the entry, there and back.
   */
  static Scenario.Proof deniedAndGivenBack() {
    return incident -> {
      aclAsBefore().check(incident);
      Lab lab = incident.lab();
      must(
          lab.egress().equals(lab.egressBefore()),
          "rules were touched: " + lab.egressBefore() + " are " + lab.egress());
      said("INTENT", "CreateNetworkAclEntry " + lab.acl()).check(incident);
      said("INTENT", "ReplaceNetworkAclEntry " + lab.acl()).check(incident);
      said("OWED", "aws ec2 delete-network-acl-entry").check(incident);
      said("DISCHARGED", "the network ACLs are as they were").check(incident);
    };
  }

  /** Rules, ACL entries and the groups of the database are as before, whichever were changed. */
  static Scenario.Proof networkAsBefore() {
    return egressAsBefore()
        .and(aclAsBefore())
        .and(
            incident -> {
              Lab lab = incident.lab();
              must(
                  lab.groupsNow().equals(lab.groups()),
                  "the interface had " + lab.groups() + ", has " + lab.groupsNow());
            });
  }

  /** The ACL of the database's subnets has the entries that it had. */
  static Scenario.Proof aclAsBefore() {
    return incident -> {
      Lab lab = incident.lab();
      must(
          lab.aclEntries().equals(lab.aclEntriesBefore()),
          "the ACL was " + lab.aclEntriesBefore() + ", is " + lab.aclEntries());
    };
  }

  /**
   * The database had a temporary group and has its own again, the temporary one is gone, and no
   * rule of the others was touched; journal and record show each step.
   */
  static Scenario.Proof swappedAndGivenBack() {
    return swappedNoMore()
        .and(said("INTENT", "CreateSecurityGroup in "))
        .and(said("INTENT", "ModifyDBCluster orders: groups "))
        .and(said("OWED", "aws rds modify-db-cluster"))
        .and(said("OWED", "aws ec2 delete-security-group"))
        .and(said("DISCHARGED", "the database's groups are as they were"));
  }

  /** The database and its interface have their own groups, as they were; no other is left. */
  static Scenario.Proof swappedNoMore() {
    return incident -> {
      Lab lab = incident.lab();
      Map<String, String> own =
          lab.groups().stream().collect(Collectors.toMap(group -> group, group -> "active"));
      for (String member : List.of("orders-1", "orders-2")) {
        Map<String, String> now = lab.cloud().memberships(member);
        must(now.equals(own), "the groups of " + member + " are " + now + ", were " + own);
      }
      must(
          lab.groupsNow().equals(lab.groups()),
          "the interface's groups were " + lab.groups() + ", are " + lab.groupsNow());
      must(
          lab.egress().equals(lab.egressBefore()),
          "rules were touched: " + lab.egressBefore() + " are " + lab.egress());
      Map<String, String> groups = lab.cloud().groupNames();
      must(
          groups.values().stream().noneMatch(name -> name.startsWith("replica-medic ")),
          "a temporary group is left: " + groups);
    };
  }

  /** From the intent to revoke until nothing was owed any more. */
  static Scenario.Proof cutNoLongerThan(Duration longest) {
    return incident -> {
      Duration cut = cutLasted(incident);
      must(cut.compareTo(longest) <= 0, "egress was cut for " + cut);
    };
  }

  static Duration cutLasted(Incident incident) {
    List<JsonNode> journal = incident.journal();
    return Duration.between(
        at(journal, row -> isOf(row, "INTENT", "cut-egress")),
        at(journal, row -> row.path("kind").asString().equals("DISCHARGED")));
  }

  private static Instant at(List<JsonNode> journal, Predicate<JsonNode> which) {
    return journal.stream()
        .filter(which)
        .findFirst()
        .map(row -> Instant.parse(row.path("at").asString()))
        .orElseThrow(() -> new AssertionError("the journal has no such row"));
  }

  private static boolean isOf(JsonNode row, String kind, String rung) {
    return row.path("kind").asString().equals(kind) && row.path("rung").asString().equals(rung);
  }

  /** Asked with DryRun at most: no rule was touched. */
  static Scenario.Proof noEgressWrite() {
    return incident ->
        must(
            incident.lab().endpoint().writes().isEmpty(),
            "rules were touched: " + incident.lab().endpoint().writes());
  }

  // A permission is in a group at most once, so a set loses nothing.
  private static Set<List<Object>> contents(List<Cloud.Rule> rules) {
    return rules.stream().map(Cloud.Rule::content).collect(Collectors.toSet());
  }

  /** Nothing is owed, every journal chain holds, no secret is anywhere. */
  static Scenario.Proof clean() {
    return incident -> {
      JsonNode owed = incident.api().get("/api/v1/obligations").json();
      must(owed.path("obligations").isEmpty(), "still owed: " + owed);
      JsonNode chains = incident.api().get("/api/v1/journal/verification").json();
      must(chains.path("ok").asBoolean(), "a journal chain is broken: " + chains);
      String evidence =
          incident.api().get("/api/v1/workflows/" + incident.workflowId() + "/evidence").body();
      for (String secret : incident.secrets()) {
        must(!evidence.contains(secret), "a secret is in the evidence");
      }
    };
  }

  /** Rungs whose intents are in the journal, without those that only read. */
  static List<String> acts(Incident incident) {
    return acts(incident.journal());
  }

  private static List<String> acts(List<JsonNode> journal) {
    return journal.stream()
        .filter(row -> row.path("kind").asString().equals("INTENT"))
        .map(row -> row.path("rung").asString())
        .filter(rung -> !READING_RUNGS.contains(rung))
        .toList();
  }

  static void must(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private static String source(Incident incident) throws java.sql.SQLException {
    return incident.lab().replicaStatus().getOrDefault("Source_Host", "(not configured)");
  }
}
