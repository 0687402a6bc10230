package io.replicamedic.playbook;

import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.FleetMemory;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.Secrets;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.rung.network.CutProposal;
import io.replicamedic.rung.network.Isolation;
import io.replicamedic.rung.network.NetworkRungs;
import io.replicamedic.rung.replication.Agreed;
import io.replicamedic.rung.replication.AskPerson;
import io.replicamedic.rung.replication.Cleared;
import io.replicamedic.rung.replication.ConfigurationCleared;
import io.replicamedic.rung.replication.ConfigureSource;
import io.replicamedic.rung.replication.ConflictSettled;
import io.replicamedic.rung.replication.DeleteLocalRows;
import io.replicamedic.rung.replication.Diagnosed;
import io.replicamedic.rung.replication.Doubt;
import io.replicamedic.rung.replication.Examination;
import io.replicamedic.rung.replication.Examine;
import io.replicamedic.rung.replication.Findings;
import io.replicamedic.rung.replication.KillReceiver;
import io.replicamedic.rung.replication.ReadConflict;
import io.replicamedic.rung.replication.ReplicaChannel;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.rung.replication.ReplicatesAlready;
import io.replicamedic.rung.replication.Replicating;
import io.replicamedic.rung.replication.ReplicationPolicy;
import io.replicamedic.rung.replication.ResetReplication;
import io.replicamedic.rung.replication.Seizer;
import io.replicamedic.rung.replication.SkipError;
import io.replicamedic.rung.replication.SkipTransaction;
import io.replicamedic.rung.replication.SourceConfigured;
import io.replicamedic.rung.replication.StartReplication;
import io.replicamedic.rung.replication.StopReplication;
import io.replicamedic.rung.replication.ThreadsStopped;
import io.replicamedic.rung.replication.UnstickOptions;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Grasp;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.OrderRefused;
import io.replicamedic.workflow.Phase;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Playbook;
import io.replicamedic.workflow.Rung;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** Gets a stuck EXTERNAL_BINLOG replica replicating again (incident 1). */
public final class UnstickPlaybook implements Playbook<ReplicaGrip> {
  /** Name in orders. */
  public static final String NAME = "unstick";

  private static final String STOPPED = "threads stopped";
  private static final String CONFIGURED = "source configured";

  private final Function<String, Database> registry;
  private final Databases databases;
  private final Seizer seizer;
  private final Doubt doubt;
  private final Examination examination;
  private final ChannelAdmission channels;
  private final Editions editions;
  private final Isolation isolation;
  private final AwsAccounts aws;
  private final List<Phase<ReplicaGrip>> phases;

  /** Wired once; finds databases by id in the registry. */
  public UnstickPlaybook(
      Function<String, Database> registry,
      Databases databases,
      Seizer seizer,
      Isolation isolation,
      AwsAccounts aws,
      NetworkRungs network,
      Secrets secrets,
      FleetMemory memory,
      Cleared cleared,
      ReplicationPolicy policy,
      Clock clock) {
    this.registry = registry;
    this.databases = databases;
    this.seizer = seizer;
    this.doubt = new Doubt(memory);
    this.examination = new Examination(databases, doubt);
    this.channels = new ChannelAdmission(databases);
    this.editions = new Editions(memory);
    this.isolation = isolation;
    this.aws = aws;
    AskPerson ask = new AskPerson(policy, clock);
    this.phases =
        List.of(
            new Phase<>(
                "diagnose", new Diagnosed(), List.of(new Examine(examination, this::plan, policy))),
            new Phase<>("agreed", new Agreed(), List.of(ask)),
            new Phase<>(STOPPED, new ThreadsStopped(), stopping(policy, network)),
            new Phase<>(
                "configuration cleared",
                new ConfigurationCleared(),
                List.of(new ResetReplication(databases, examination, policy, CONFIGURED))),
            new Phase<>("network restored", network.restored(), List.of(network.restore())),
            new Phase<>(
                "conflict settled",
                new ConflictSettled(databases),
                List.of(
                    new ReadConflict(databases, policy),
                    ask,
                    new SkipTransaction(databases, examination, policy),
                    new DeleteLocalRows(databases, examination, policy))),
            new Phase<>(
                CONFIGURED,
                new SourceConfigured(cleared),
                List.of(new ConfigureSource(secrets, cleared, policy))),
            new Phase<>(
                "replicating",
                new Replicating(databases, policy, STOPPED),
                List.of(
                    new StartReplication(doubt, policy), new SkipError(databases, doubt, policy))));
  }

  // Gentlest first; stop and kill are tried again once the source cannot be reached.
  private static List<Rung<ReplicaGrip>> stopping(ReplicationPolicy policy, NetworkRungs network) {
    Rung<ReplicaGrip> stop = new StopReplication(policy);
    Rung<ReplicaGrip> kill = new KillReceiver(policy);
    return Stream.concat(Stream.of(stop, kill), network.cut(stop, kill).stream()).toList();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> names() {
    return Set.of(NAME, Editions.PLACED);
  }

  @Override
  public String nameFor(Order order) {
    return editions.nameFor(order, registry.apply(order.target()));
  }

  @Override
  public List<Phase<ReplicaGrip>> phases() {
    return phases;
  }

  @Override
  public Goal<ReplicaGrip> purpose() {
    return new ReplicatesAlready();
  }

  @Override
  public Set<String> claims(Order order) {
    return Set.of("database:" + order.target());
  }

  @Override
  public void admit(Order order) {
    Database database = registry.apply(order.target());
    ReplicationKind kind = kind(database);
    if (kind == ReplicationKind.RDS_MANAGED) {
      throw new OrderRefused(
          "managed-replica",
          order.target()
              + " is an RDS read replica: RDS allows no reset and no other source (\"Permission"
              + " Denied: This instance is a RDS Read Replica.\")",
          "skip the error with mysql.rds_skip_repl_error, or recreate the replica");
    }
    if (kind == ReplicationKind.AURORA_STORAGE) {
      throw new OrderRefused(
          "aurora-reader",
          order.target() + " is an Aurora reader: it has no binlog replication at all",
          "ask for the cluster's writer instead");
    }
    channels.admit(database, UnstickOptions.channel(order));
    doubt.loss(database, UnstickOptions.channel(order)).ifPresent(it -> refuse(database, it));
  }

  // Law 5: a skip, a reset or a delete would destroy the only copy of what the source has lost.
  private static void refuse(Database database, Diagnosis loss) {
    throw new OrderRefused(
        "durability-loss-suspected",
        database.id() + " may have rows that its source has lost: " + loss.summary(),
        "harvest the lost rows first: compare this replica's tables and binlog with its source's"
            + " around the time named, and save what only the replica has; then recreate the"
            + " replica (docs/diagnosis.md, "
            + loss.code()
            + ")"
            + settling(database, loss));
  }

  // Another replica may have shown it, and its latches list only what it showed itself.
  private static String settling(Database database, Diagnosis loss) {
    return loss.says(DiagnosisCode.RECEIVER_FATAL)
        ? "; once this replica was compared or rebuilt, acknowledge LOST_TAIL of source "
            + loss.evidence().getOrDefault("Source_UUID", "")
            + " at /api/v1/replicas/"
            + database.id()
            + "/latches/acknowledge (docs/history.md)"
        : "";
  }

  // The RDS API knows better than the registration; without it the registration counts, and the
  // procedures themselves refuse on a managed replica.
  private ReplicationKind kind(Database database) {
    try {
      return database
          .aws()
          .map(identity -> aws.of(database.account()).fleet().facts(identity))
          .map(RdsFacts::kind)
          .filter(said -> said != ReplicationKind.EXTERNAL_BINLOG)
          .orElse(database.kind());
    } catch (CloudUnreadable e) {
      return database.kind();
    }
  }

  @Override
  public Plan preview(Order order) {
    Database database = registry.apply(order.target());
    try (ReplicaSession session = databases.openReplica(database)) {
      return plan(
          order,
          examination.examine(
              order, new ReplicaChannel(database, UnstickOptions.channel(order), session)));
    }
  }

  @Override
  public Grasp<ReplicaGrip> seize(Order order, BooleanSupplier rightful) {
    return seizer.seize(registry.apply(order.target()), UnstickOptions.channel(order), rightful);
  }

  private Plan plan(Order order, Findings findings) {
    Database database = registry.apply(order.target());
    return new UnstickPlan(order, database, findings, proposal(order, database, findings)).plan();
  }

  private CutProposal proposal(Order order, Database database, Findings findings) {
    String wanted = UnstickOptions.isolation(order);
    if (wanted.equals(UnstickOptions.NO_ISOLATION)) {
      return new CutProposal.NotPossible(List.of("the request said isolation: none"));
    }
    return findings
        .status()
        .map(
            status ->
                isolation
                    .propose(database, status, findings.netTimeoutSeconds(), wanted)
                    .noting(isolation.alsoCut(status, findings.others())))
        .orElse(new CutProposal.NotPossible(List.of("no channel is configured")));
  }
}
