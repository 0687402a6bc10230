package io.replicamedic.rung.network.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.LabAccess;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.Announced;
import io.replicamedic.rung.network.Call;
import io.replicamedic.rung.network.CutDischarger;
import io.replicamedic.rung.network.ListedObligations;
import io.replicamedic.rung.network.Look;
import io.replicamedic.rung.network.NetworkPolicy;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Proposal;
import io.replicamedic.rung.network.Situation;
import io.replicamedic.rung.network.Surroundings;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A database whose groups are swapped, on the lab's AWS endpoint, and how far a swap had come when
 * it stopped; used by this room's tests.
 */
final class SwapLab implements AutoCloseable {
  static final String SOURCE = "10.1.0.5";
  static final int PORT = 3306;
  static final Endpoint SOURCE_ENDPOINT = new Endpoint(SOURCE, PORT);
  static final String CREATE = "CreateSecurityGroup";
  static final String DELETE = "DeleteSecurityGroup";
  static final String REVOKE = "RevokeSecurityGroupEgress";
  static final String OUT = "AuthorizeSecurityGroupEgress";
  static final String IN = "AuthorizeSecurityGroupIngress";
  static final String MODIFY = "ModifyDBCluster";

  private static final Duration SOON = Duration.ofMillis(3);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final int ROUNDS = 300;
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  final AwsEndpoint endpoint = AwsEndpoint.start();
  private final LabAccess access = access(Duration.ofSeconds(5));
  private final LabAccess impatient = access(Duration.ofMillis(400));
  private int made;

  /** How far it had come when whoever did it fell silent. */
  enum Stage {
    NOTHING_SENT,
    CREATED,
    HALF_FILLED,
    PREPARED,
    CUT_INTENDED,
    CUT_ACCEPTED,
    CUT,
    GIVING_BACK_ACCEPTED,
    GIVEN_BACK,
    DELETED;

    boolean cutWasIntended() {
      return compareTo(CUT_INTENDED) >= 0;
    }
  }

  private LabAccess access(Duration timeout) {
    return new LabAccess(endpoint.uri(), timeout);
  }

  LabAccess access() {
    return access;
  }

  GroupSwapMeans means() {
    return means(access, Clock.systemUTC());
  }

  /** Gives up before a call that is held back is answered. */
  GroupSwapMeans impatient() {
    return means(impatient, Clock.systemUTC());
  }

  /** With these cuts on record. */
  GroupSwapMeans means(Obligation... recorded) {
    return means(access, Clock.systemUTC(), recorded);
  }

  static GroupSwapMeans means(LabAccess access, Clock clock, Obligation... recorded) {
    ListedObligations obligations = new ListedObligations();
    List.of(recorded).forEach(obligations::add);
    return new GroupSwapMeans(access.accounts(), obligations, Duration.ZERO, clock);
  }

  Scene scene() {
    return new Scene();
  }

  /** A cluster with a group that lets everything out, which a host shares, and a quiet one. */
  final class Scene {
    final String cluster = "orders-" + ++made;
    final String own = "10.0.0." + made;
    final String wide = endpoint.group("wide-" + made);
    final String quiet = endpoint.group("quiet-" + made);
    final String networkInterface;
    final String obligation = UUID.randomUUID().toString();

    private Scene() {
      endpoint.asUsual();
      endpoint.appliesAfter(SOON);
      endpoint.egress(wide, "-1", -1, -1, "10.1.0.0/28", "all out", Map.of());
      endpoint.egress(wide, "tcp", 443, 443, "0.0.0.0/0", "web", Map.of());
      endpoint.ingress(wide, "tcp", PORT, PORT, "10.2.0.0/16");
      endpoint.egress(quiet, "tcp", 25, 25, "0.0.0.0/0", "mail", Map.of());
      endpoint.cluster(cluster, cluster + "-1", cluster + "-2", List.of(wide, quiet));
      networkInterface =
          endpoint.networkInterface("RDSNetworkInterface", own, List.of(wide, quiet));
      endpoint.attach(networkInterface, cluster + "-1");
    }

    RdsFacts facts() {
      return access.fleet().facts(identity());
    }

    private AwsIdentity identity() {
      return new AwsIdentity(Optional.of(cluster), Optional.empty());
    }

    Database database() {
      return new Database(
          cluster,
          "aurora-mysql",
          ReplicationKind.EXTERNAL_BINLOG,
          new Endpoint("orders.example.net", PORT),
          new Credentials("nobody", "env:NOTHING"),
          Tls.REQUIRED,
          Optional.of(identity()),
          Optional.empty());
    }

    Situation situation(ThreadState receiver) {
      RdsFacts facts = facts();
      Set<String> groups = new HashSet<>();
      facts.groups().forEach(each -> groups.add(each.group()));
      List<NetworkInterface> found = access.network().interfacesWith(groups);
      List<NetworkInterface> owned =
          found.stream().filter(each -> each.addresses().contains(own)).toList();
      owned.forEach(each -> groups.addAll(each.groups()));
      return new Situation(
          database(),
          facts,
          new Surroundings(
              groups, owned, found.stream().filter(each -> !owned.contains(each)).toList()),
          Set.of(SOURCE),
          PORT,
          receiver);
    }

    Proposal propose() {
      return means().propose(situation(ThreadState.CONNECTING));
    }

    /** As it is recorded first. */
    Ongoing begun() {
      if (!(propose() instanceof Proposal.Possible possible)) {
        throw new AssertionError(propose());
      }
      return possible.begin().apply(obligation);
    }

    Obligation owed(Ongoing cut) {
      return owed(SwapDocument.parse(cut.document()));
    }

    Obligation owed(SwapDocument document) {
      return new Obligation(
          obligation,
          "w",
          GroupSwapMeans.KIND,
          cluster,
          document.state().intended() ? ObligationState.CUTTING : ObligationState.ADDING,
          "egress",
          document.write(),
          "",
          Set.of("security-group:" + wide, "database-groups:" + cluster),
          NOON,
          NOON.plusSeconds(900),
          "");
    }

    /** Carried out that far, by the very looks that the rungs take. */
    Obligation at(Stage stage) {
      Ongoing cut = begun();
      if (stage.compareTo(Stage.CREATED) >= 0) {
        send(cut.preparing().needed().getFirst());
      }
      if (stage == Stage.HALF_FILLED) {
        cut.preparing().needed().subList(0, 2).forEach(SwapLab::send);
      }
      if (stage.compareTo(Stage.PREPARED) >= 0) {
        settle(cut::preparing);
      }
      if (!stage.cutWasIntended()) {
        return owed(cut);
      }
      Look cutting = cut.cutting();
      Obligation owed = owed(cutting.recorded());
      if (stage.compareTo(Stage.CUT_ACCEPTED) >= 0) {
        endpoint.appliesAfter(stage == Stage.CUT_ACCEPTED ? NEVER : SOON);
        send(cutting.needed().getFirst());
      }
      if (stage.compareTo(Stage.CUT) >= 0) {
        endpoint.applyChanges();
      }
      if (stage.compareTo(Stage.GIVING_BACK_ACCEPTED) >= 0) {
        endpoint.appliesAfter(NEVER);
        setByOthers(List.of(wide, quiet));
      }
      if (stage.compareTo(Stage.GIVEN_BACK) >= 0) {
        endpoint.applyChanges();
      }
      if (stage == Stage.DELETED) {
        done(access.groups().delete(temporary().orElseThrow()));
      }
      return owed;
    }

    void setByOthers(List<String> groups) {
      done(access.fleet().setGroups(facts().owner(), groups, Instant.now()));
    }

    Optional<String> temporary() {
      return access.groups().named(endpoint.vpc(), "replica-medic cut " + obligation);
    }

    Map<String, String> memberships() {
      return endpoint.memberships(cluster + "-1");
    }

    List<String> onInterface() {
      return endpoint.groupsOf(networkInterface);
    }

    Object rules() {
      List<String> both = List.of(wide, quiet);
      return List.of(endpoint.egressRules(both), endpoint.ingressRules(both));
    }

    List<Cloud.Rule> egress(String group) {
      return endpoint.egressRules(List.of(group));
    }
  }

  /** Carries out what each look needs until nothing is needed, or a look says why not. */
  static Look settle(Supplier<Look> looking) {
    Look look = looking.get();
    for (int round = 0; round < ROUNDS && isOpen(look); round++) {
      for (Call each : look.needed()) {
        assertThat(each.send().get()).isNotNull();
      }
      look = looking.get();
    }
    return look;
  }

  static boolean isDone(Look look) {
    return look.obstacles().isEmpty() && look.needed().isEmpty() && look.awaiting().isEmpty();
  }

  private static boolean isOpen(Look look) {
    return look.obstacles().isEmpty() && !isDone(look);
  }

  private static void send(Call call) {
    done(call.send().get());
  }

  static void done(ApiAnswer answer) {
    if (!(answer instanceof ApiAnswer.Accepted)) {
      throw new AssertionError(answer.line());
    }
  }

  Discharge attempt(Obligation owed) {
    return attempt(owed, Duration.ofSeconds(5), new Announced());
  }

  Discharge attempt(Obligation owed, Duration patience, Announced announced) {
    return attempt(means(), owed, patience, announced);
  }

  /** By an instance that gives up before a call that is held back is answered. */
  Discharge attemptImpatiently(Obligation owed) {
    return attempt(impatient(), owed, Duration.ofMillis(50), new Announced());
  }

  private static Discharge attempt(
      GroupSwapMeans means, Obligation owed, Duration patience, Announced announced) {
    NetworkPolicy policy =
        new NetworkPolicy(
            List.of("group-swap"),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30),
            patience,
            Duration.ofMillis(1),
            Duration.ofSeconds(5));
    return new CutDischarger(means, policy, Clock.systemUTC(), new Signals())
        .attempt(owed, () -> true, announced);
  }

  /** The fleet, for what others do. */
  RdsFleet fleet() {
    return access.fleet();
  }

  @Override
  public void close() {
    impatient.close();
    access.close();
    endpoint.close();
  }
}
