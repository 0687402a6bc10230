package io.replicamedic.matrix;

import io.replicamedic.adapter.aws.LabAccess;
import io.replicamedic.adapter.store.OpenStore;
import io.replicamedic.journal.JournalEntry;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.FleetMemory;
import io.replicamedic.outside.Names;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.Tls;
import io.replicamedic.playbook.UnstickPlaybook;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.CutDischarger;
import io.replicamedic.rung.network.Isolation;
import io.replicamedic.rung.network.Means;
import io.replicamedic.rung.network.NetworkPolicy;
import io.replicamedic.rung.network.NetworkRungs;
import io.replicamedic.rung.network.Sentinel;
import io.replicamedic.rung.network.acl.NetworkAclMeans;
import io.replicamedic.rung.network.rules.SecurityGroupMeans;
import io.replicamedic.rung.network.swap.GroupSwapMeans;
import io.replicamedic.rung.replication.Cleared;
import io.replicamedic.rung.replication.ConfigurationDischarger;
import io.replicamedic.rung.replication.ReplicationPolicy;
import io.replicamedic.rung.replication.Seizer;
import io.replicamedic.workflow.Engine;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Playbooks;
import io.replicamedic.workflow.Policy;
import io.replicamedic.workflow.Signals;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowStore;
import io.replicamedic.workflow.Workflows;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A store and an AWS endpoint in which one replica after the other is unstuck, each in a network of
 * its own; engines are made for it at will, and may die. Used by the matrix tests.
 */
final class Ward implements AutoCloseable {
  /** AWS's calls are given up after that. */
  static final Duration API_TIMEOUT = Duration.ofMillis(400);

  private static final String SOURCE = "10.9.0.5";
  private static final int PORT = 3306;
  private static final String ITS_NAME = "source.example.net";
  private static final Duration MILLIS = Duration.ofMillis(1);

  /** Nobody has ever seen anything of that source. */
  private static final FleetMemory NO_MEMORY =
      new FleetMemory() {
        @Override
        public Remembered around(Database database, ReplicationStatus status) {
          return Remembered.NOTHING;
        }

        @Override
        public List<Latch> lostTails(Database database, String sourceUuid) {
          return List.of();
        }

        @Override
        public Optional<ReplicationStatus> lately(Database database, String channel) {
          return Optional.empty();
        }
      };

  private final AwsEndpoint endpoint = AwsEndpoint.start();
  private final LabAccess access = new LabAccess(endpoint.uri(), API_TIMEOUT);
  private final OpenStore opened = OpenStore.inMemory("matrix-" + UUID.randomUUID());
  private final Clock clock = Clock.systemUTC();
  private final String means;
  private int patients;

  /** All its cuts are made by that means. */
  Ward(String means) {
    this.means = means;
    endpoint.appliesAfter(Duration.ofMillis(20));
  }

  AwsEndpoint endpoint() {
    return endpoint;
  }

  /** Another replica that is stuck, in a network of its own. */
  Patient admit() {
    endpoint.asUsual();
    return new Patient(++patients);
  }

  @Override
  public void close() {
    opened.close();
    access.close();
    endpoint.close();
  }

  /** What the network reads like, ids of rules left out. */
  record Network(
      List<List<Object>> rules, Map<String, List<Cloud.Entry>> entries, List<String> groups) {}

  /** One replica, its network and its workflow. */
  final class Patient {
    private final String id;
    private final String subnet;
    private final String acl;
    private final List<String> groups;
    private final String networkInterface;
    private final Network before;
    private final SimulatedReplica replica;
    private final Database database;
    private String workflow = "";

    private Patient(int number) {
      id = "orders-" + number;
      String own = "10.%d.%d.7".formatted(100 + number / 250, number % 250);
      subnet = endpoint.subnet(own + "/32");
      acl = endpoint.acl(List.of(subnet));
      endpoint.entry(acl, new Cloud.Entry(100, "-1", -1, -1, "0.0.0.0/0", "allow"));
      groups = List.of(endpoint.group("out-" + number), endpoint.group("db-" + number));
      endpoint.egress(
          groups.getFirst(), "-1", -1, -1, "10.9.0.0/28", "all out", Map.of("owner", "net"));
      endpoint.egress(groups.getLast(), "tcp", 3000, 4000, "10.9.0.4/30", "databases", Map.of());
      endpoint.ingress(groups.getLast(), "tcp", PORT, PORT, "10.0.0.0/8");
      networkInterface =
          endpoint.networkInterface("RDSNetworkInterface", subnet, List.of(own), groups);
      endpoint.cluster(id, id + "-1", id + "-2", groups);
      endpoint.place(id, List.of(subnet));
      endpoint.attach(networkInterface, id + "-1");
      before = network();
      replica =
          new SimulatedReplica(
              new Endpoint(ITS_NAME, PORT),
              means.equals("network-acl") ? ThreadState.YES : ThreadState.CONNECTING,
              this::letsOut,
              clock);
      Credentials account = new Credentials("repl", "env:NOTHING");
      Endpoint source = new Endpoint(ITS_NAME, PORT);
      database =
          new Database(
              id,
              "aurora-mysql",
              ReplicationKind.EXTERNAL_BINLOG,
              new Endpoint(own, PORT),
              account,
              Tls.REQUIRED,
              Optional.of(new AwsIdentity(Optional.of(id), Optional.empty())),
              Optional.of(new RegisteredSource(source, source, account, true, false, Set.of())));
    }

    SimulatedReplica replica() {
      return replica;
    }

    Network networkBefore() {
      return before;
    }

    /** Read over HTTP, as anybody would. */
    Network network() {
      List<String> has = endpoint.groupsOf(networkInterface);
      List<List<Object>> rules =
          Stream.concat(
                  endpoint.egressRules(groups).stream(), endpoint.ingressRules(groups).stream())
              .map(Cloud.Rule::content)
              .sorted((one, other) -> one.toString().compareTo(other.toString()))
              .toList();
      return new Network(
          rules, Map.of(acl, endpoint.aclEntries(acl)), has.stream().sorted().toList());
    }

    /** As AWS decides it, plainly: this lab knows no blocks but these. */
    private boolean letsOut() {
      boolean byRule =
          endpoint.egressRules(endpoint.groupsOf(networkInterface)).stream()
              .anyMatch(
                  rule ->
                      Blocks.contains(rule.cidr(), SOURCE)
                          && (rule.protocol().equals("-1")
                              || (rule.protocol().equals("tcp")
                                  && rule.fromPort() <= PORT
                                  && PORT <= rule.toPort())));
      boolean byAcl =
          endpoint.aclEntries(acl).stream()
              .filter(entry -> Blocks.contains(entry.block(), SOURCE))
              .filter(
                  entry ->
                      entry.protocol().equals("-1")
                          || (entry.fromPort() <= PORT && PORT <= entry.toPort()))
              .findFirst()
              .filter(entry -> entry.action().equals("allow"))
              .isPresent();
      // A receiver that is connected is not ended by rules: its connection is tracked.
      return byAcl && (byRule || replica.isConnected());
    }

    /** The request, on a store that may die with it. */
    Doctor begin(DyingStore.Point point) {
      Doctor doctor = new Doctor(point, DyingStore.Meanwhile.NOTHING);
      doctor.start();
      return doctor;
    }

    /** The request, while the world does something. */
    Doctor begin(DyingStore.Meanwhile meanwhile) {
      Doctor doctor = new Doctor(DyingStore.Point.NEVER, meanwhile);
      doctor.start();
      return doctor;
    }

    /** Others give the database one more group, at once. */
    void alsoHas(String group) {
      List<String> list = new ArrayList<>(endpoint.groupsOf(networkInterface));
      list.add(group);
      RdsFleet fleet = access.fleet();
      ApiAnswer answer = fleet.setGroups(database.aws().orElseThrow(), list, clock.instant());
      if (!(answer instanceof ApiAnswer.Accepted)) {
        throw new AssertionError(answer.line());
      }
      endpoint.applyChanges();
    }

    List<String> groups() {
      return groups;
    }

    String acl() {
      return acl;
    }

    String database() {
      return id;
    }

    /** Another engine on the same store, which lives. */
    Doctor another() {
      replica.hangUp();
      return new Doctor(DyingStore.Point.NEVER, DyingStore.Meanwhile.NOTHING);
    }

    Workflow workflow() {
      return opened.workflows().find(workflow).orElseThrow();
    }

    List<JournalEntry> journal() {
      return opened.journal().read(workflow, 0, 10_000);
    }

    List<Obligation> owed() {
      return opened.obligations().openOf(workflow);
    }

    /** An engine with all that it needs, made anew: nothing of another's memory is in it. */
    final class Doctor {
      private final DyingStore dying;
      private final Engine engine;
      private final Workflows door;
      private final Sentinel sentinel;

      private Doctor(DyingStore.Point point, DyingStore.Meanwhile meanwhile) {
        dying = new DyingStore(opened.workflows(), point, meanwhile);
        WorkflowStore store = dying.asStore();
        Obligations obligations = opened.obligations();
        Signals signals = new Signals();
        NetworkPolicy policy =
            new NetworkPolicy(
                List.of(means),
                Duration.ofMinutes(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                MILLIS,
                MILLIS);
        List<Means> all =
            List.of(
                new SecurityGroupMeans(access.accounts(), obligations),
                new NetworkAclMeans(access.accounts(), obligations, clock),
                new GroupSwapMeans(access.accounts(), obligations, Duration.ofSeconds(3), clock));
        Names names = host -> host.equals(ITS_NAME) ? Set.of(SOURCE) : Set.of(host);
        Isolation isolation = new Isolation(access.accounts(), names, all, policy);
        ReplicationPolicy patience =
            new ReplicationPolicy(
                Duration.ofSeconds(1),
                MILLIS,
                MILLIS,
                Duration.ofSeconds(5),
                Duration.ofMinutes(15),
                Duration.ofHours(1));
        Seizer seizer = new Seizer(replica);
        UnstickPlaybook unstick =
            new UnstickPlaybook(
                ignored -> database,
                replica,
                seizer,
                isolation,
                access.accounts(),
                new NetworkRungs(isolation, obligations, policy, clock, signals),
                ignored -> "secret",
                NO_MEMORY,
                new Cleared(obligations),
                patience,
                clock);
        List<Discharger> dischargers = new ArrayList<>();
        all.forEach(each -> dischargers.add(new CutDischarger(each, policy, clock, signals)));
        ConfigurationDischarger configuration =
            new ConfigurationDischarger(
                seizer, ignored -> database, ignored -> "secret", Duration.ofSeconds(1));
        dischargers.addAll(List.of(configuration, configuration.placed()));
        Playbooks playbooks = new Playbooks(List.of(unstick));
        Policy hurry =
            new Policy(
                MILLIS, Duration.ofSeconds(20), Duration.ofSeconds(5), 3, 3, Duration.ofMillis(5));
        engine =
            new Engine(
                store, obligations, playbooks, dischargers, hurry, clock, signals, () -> true);
        door = new Workflows(store, opened.journal(), playbooks, clock, signals);
        sentinel = new Sentinel(all, opened.journal());
      }

      int writes() {
        return dying.writes();
      }

      private void start() {
        Order order =
            new Order(
                UnstickPlaybook.NAME,
                id,
                "matrix",
                "stuck",
                "",
                Map.of("isolation", means, "reconfigure", "always"));
        try {
          if (door.start(order, "") instanceof WorkflowStore.Begun.Started(Workflow started)) {
            workflow = started.id();
          } else {
            throw new AssertionError("not started");
          }
        } catch (DyingStore.Died died) {
          workflow = latest();
        }
      }

      // It may have been stored although its writer is dead.
      private String latest() {
        return opened.workflows().list(id, 1).workflows().stream()
            .findFirst()
            .map(Workflow::id)
            .orElse("");
      }

      /** Carries on until it has ended, or until this engine is dead. */
      void carryOn() {
        try {
          while (!dying.died() && !workflow.isEmpty() && !workflow().state().ended()) {
            engine.carryOn(workflow, Long.MAX_VALUE);
          }
        } catch (DyingStore.Died died) {
          // As meant.
        }
      }

      void lookForLeftovers() {
        sentinel.look();
      }
    }

    /** Whether its request was never stored. */
    boolean isUnknown() {
      return workflow.isEmpty();
    }

    String told() {
      return journal().stream()
          .map(row -> row.kind() + " " + row.rung() + ": " + row.summary())
          .collect(Collectors.joining("\n"));
    }
  }
}
