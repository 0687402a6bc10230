package io.replicamedic.rung.parameters;

import io.replicamedic.durability.Audit;
import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Guarded;
import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.ParameterGroup.Scope;
import io.replicamedic.durability.Remedy;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.Severity;
import io.replicamedic.workflow.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a durability fix needs: what the audit wants, what is in force, which groups decide it
 * and who else uses them. Touches nothing; throws CloudUnreadable and DatabaseUnreachable.
 */
public final class ParameterExamination {
  private static final Remedy FLUSH =
      new Remedy("innodb_flush_log_at_trx_commit", "innodb_flush_log_at_trx_commit", "1");
  private static final Remedy SYNC = new Remedy("sync_binlog", "sync_binlog", "1");
  private static final int MOST_CALLS = FixRungs.MOST_CALLS;

  private final Function<Database, Audit> audits;
  private final AwsAccounts accounts;

  /**
   * @param audits judges a database now
   */
  public ParameterExamination(Function<Database, Audit> audits, AwsAccounts accounts) {
    this.audits = audits;
    this.accounts = accounts;
  }

  /** All of it, from that session and the RDS API. */
  public ParameterFindings examine(Order order, Database database, ReplicaSession session) {
    Audit audit = audits.apply(database);
    List<String> refusals = new ArrayList<>();
    List<Remedy> wanted = wanted(order, audit, refusals);
    Map<String, String> runTime = RunTime.of(database, session, wanted);
    wanted.stream()
        .filter(it -> !runTime.containsKey(it.variable()))
        .forEach(it -> refusals.add("the server has no variable " + it.variable()));
    return database
        .aws()
        .map(identity -> byGroup(database, identity, wanted, runTime, refusals))
        .orElseGet(() -> byStatement(audit, session, wanted, runTime, refusals));
  }

  private static List<Remedy> wanted(Order order, Audit audit, List<String> refusals) {
    if (FixOptions.commitsOnly(order)) {
      return audit.engine() == EngineKind.AURORA ? List.of(FLUSH) : List.of(FLUSH, SYNC);
    }
    Set<String> rules = FixOptions.rules(order);
    if (rules.isEmpty()) {
      return wantedForCommits(audit, refusals);
    }
    List<Finding> asked =
        audit.findings().stream().filter(it -> rules.contains(it.rule())).toList();
    asked.stream()
        .filter(it -> it.outcome() == Finding.Outcome.UNKNOWN)
        .forEach(it -> refusals.add(it.rule() + " could not be read: " + it.summary()));
    asked.stream()
        .filter(it -> it.outcome() == Finding.Outcome.FAILED && it.remedies().isEmpty())
        .forEach(it -> refusals.add(it.rule() + " is closed by no parameter: " + it.fix()));
    return Remedy.of(asked.stream().filter(it -> it.outcome() == Finding.Outcome.FAILED).toList());
  }

  // All else may cost an application or the replication something (read_only, an applier that does
  // not start, a reboot): only for whoever names it.
  private static List<Remedy> wantedForCommits(Audit audit, List<String> refusals) {
    List<Finding> warnings =
        audit.findings().stream()
            .filter(it -> it.severity().compareTo(Severity.WARNING) >= 0)
            .toList();
    warnings.stream()
        .filter(it -> it.outcome() == Finding.Outcome.UNKNOWN)
        .filter(it -> Guarded.RULES.contains(it.rule()))
        .forEach(it -> refusals.add(it.rule() + " could not be read: " + it.summary()));
    return Remedy.of(
            warnings.stream().filter(it -> it.outcome() == Finding.Outcome.FAILED).toList())
        .stream()
        .filter(it -> Guarded.COMMITS.contains(it.variable()))
        .toList();
  }

  private ParameterFindings byGroup(
      Database database,
      AwsIdentity identity,
      List<Remedy> wanted,
      Map<String, String> runTime,
      List<String> refusals) {
    AwsServices services = accounts.of(database.account());
    RdsFacts facts = services.fleet().facts(identity);
    Set<String> names = wanted.stream().map(Remedy::parameter).collect(Collectors.toSet());
    List<ParameterGroup> groups = services.parameters().of(identity, names);
    List<GroupChange> changes = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Remedy remedy : wanted) {
      String now = runTime.getOrDefault(remedy.variable(), "");
      Optional<ParameterGroup> deciding = deciding(groups, remedy);
      if (deciding.isEmpty()) {
        refusals.add("no parameter group of " + database.id() + " has " + remedy.parameter());
        continue;
      }
      GroupChange change = GroupChange.of(deciding.get(), remedy, now);
      changes.add(change);
      if (change.needed() || change.mayBeSent(now)) {
        against(deciding.get(), remedy, database, facts).ifPresent(refusals::add);
      }
    }
    if (Batch.of(changes).size() > MOST_CALLS) {
      refusals.add("it would take more than " + MOST_CALLS + " calls: name fewer rules");
    }
    return new ParameterFindings(
        wanted,
        runTime,
        changes,
        sharing(services.parameters(), changes, runTime, facts),
        ParameterFindings.Means.GROUP,
        facts.instance(),
        groups.stream()
            .collect(
                Collectors.toMap(ParameterGroup::name, ParameterGroup::applyStatus, (a, _) -> a)),
        refusals,
        notes);
  }

  /** An instance's own value goes before its cluster's; else whichever group can be changed. */
  static Optional<ParameterGroup> deciding(List<ParameterGroup> groups, Remedy remedy) {
    List<ParameterGroup> having =
        groups.stream().filter(it -> it.values().containsKey(remedy.parameter())).toList();
    Comparator<ParameterGroup> byRank =
        Comparator.comparing(
            it -> {
              ParameterGroup.Value value = it.values().get(remedy.parameter());
              boolean modifiable = value != null && value.modifiable();
              boolean user = value != null && value.source().equals("user");
              if (it.scope() == Scope.INSTANCE && user) {
                return 0;
              }
              return modifiable ? (it.scope() == Scope.CLUSTER ? 1 : 2) : 3;
            });
    return having.stream().min(byRank);
  }

  private static Optional<String> against(
      ParameterGroup group, Remedy remedy, Database database, RdsFacts facts) {
    ParameterGroup.Value value = group.values().get(remedy.parameter());
    if (group.isDefault()) {
      return Optional.of(OwnGroup.steps(database.account(), group, remedy, facts));
    }
    return value != null && value.modifiable()
        ? Optional.empty()
        : Optional.of(
            remedy.parameter() + " cannot be modified in " + group.name() + ": RDS sets it");
  }

  private static List<Sharing> sharing(
      ParameterGroups parameters,
      List<GroupChange> changes,
      Map<String, String> runTime,
      RdsFacts facts) {
    Map<String, Sharing> sharing = new LinkedHashMap<>();
    for (GroupChange change : changes) {
      boolean touched = change.mayBeSent(runTime.getOrDefault(change.remedy().variable(), ""));
      if (touched && !sharing.containsKey(change.scope() + change.group())) {
        ParameterGroups.Users users = parameters.usersOf(change.group(), change.scope());
        boolean ofCluster = change.scope() == Scope.CLUSTER;
        List<String> others =
            (ofCluster ? users.clusters() : users.instances())
                .stream()
                    .filter(
                        it -> !it.equalsIgnoreCase(ofCluster ? facts.cluster() : facts.instance()))
                    .toList();
        sharing.put(
            change.scope() + change.group(), new Sharing(change.group(), change.scope(), others));
      }
    }
    return List.copyOf(sharing.values());
  }

  private static ParameterFindings byStatement(
      Audit audit,
      ReplicaSession session,
      List<Remedy> wanted,
      Map<String, String> runTime,
      List<String> refusals) {
    String statements =
        wanted.stream()
            .map(it -> SettingStatement.of(it.variable(), it.wanted()))
            .collect(Collectors.joining("; "));
    if (audit.engine() != EngineKind.PLAIN) {
      refusals.add(
          "it is RDS's and its name there is not registered, so its parameter groups cannot be"
              + " asked: register it under aws (instance, or cluster)");
    } else if (!wanted.isEmpty()) {
      session
          .refusalToPersist()
          .map(why -> why + ": a person must say " + statements)
          .ifPresent(refusals::add);
    }
    return new ParameterFindings(
        wanted,
        runTime,
        List.of(),
        List.of(),
        ParameterFindings.Means.PERSIST,
        "",
        Map.of(),
        refusals,
        List.of(
            "SET PERSIST writes mysqld-auto.cnf, which goes before the server's configuration"
                + " files from then on: say it there, too"));
  }

  /** What a fix of that database must hold alone besides it: every group that it may change. */
  public Set<String> claims(Database database) {
    if (database.aws().isEmpty()) {
      return Set.of();
    }
    AwsServices services = accounts.of(database.account());
    String where = services.account().region();
    return services.parameters().usedBy(database.aws().get()).stream()
        .filter(it -> !OwnGroup.is(it.group()))
        .map(it -> claim(where, it.scope(), it.group()))
        .collect(Collectors.toUnmodifiableSet());
  }

  // A name is its own within an account and region; two accounts with the same one only wait.
  private static String claim(String region, Scope scope, String group) {
    String claim =
        Stream.of("parameter-group", region, scope == Scope.CLUSTER ? "cluster" : "", group)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(":"));
    return claim.length() > 190 ? claim.substring(0, 190) : claim;
  }

  /** What is in force and what groups say now, of what was wanted. */
  Now now(Database database, ReplicaSession session, ParameterFindings findings) {
    Map<String, String> runTime = RunTime.of(database, session, findings.wanted());
    if (findings.means() == ParameterFindings.Means.PERSIST) {
      return new Now(runTime, List.of());
    }
    Set<String> names =
        findings.wanted().stream().map(Remedy::parameter).collect(Collectors.toSet());
    return new Now(
        new TreeMap<>(runTime),
        accounts.of(database.account()).parameters().of(database.aws().orElseThrow(), names));
  }
}
