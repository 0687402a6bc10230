package io.replicamedic.rung.network.acl;

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
import io.replicamedic.rung.network.Undo;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A database in two subnets with network ACLs, on the lab's AWS endpoint, and how far a cut had
 * come when it stopped; used by this room's tests.
 */
final class AclLab implements AutoCloseable {
  static final String SOURCE = "10.1.0.5";
  static final int PORT = 3306;
  static final Endpoint SOURCE_ENDPOINT = new Endpoint(SOURCE, PORT);
  static final String CREATE = "CreateNetworkAclEntry";
  static final String REPLACE = "ReplaceNetworkAclEntry";
  static final String DELETE = "DeleteNetworkAclEntry";
  static final String READ = "DescribeNetworkAcls";
  static final Cloud.Entry ALL = new Cloud.Entry(100, "-1", -1, -1, "0.0.0.0/0", "allow");

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ROUNDS = 50;
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  final AwsEndpoint endpoint = AwsEndpoint.start();
  private final LabAccess access = access(Duration.ofSeconds(5));
  private final LabAccess impatient = access(Duration.ofMillis(400));
  private int made;

  /** How far it had come when whoever did it fell silent. */
  enum Stage {
    NOTHING_SENT,
    ONE_CREATED,
    PREPARED,
    CUT_INTENDED,
    ONE_REPLACED,
    CUT,
    ONE_DELETED,
    UNDONE
  }

  private LabAccess access(Duration timeout) {
    return new LabAccess(endpoint.uri(), timeout);
  }

  Scene scene() {
    endpoint.asUsual();
    endpoint.signatureLife(Duration.ofMinutes(15));
    return new Scene();
  }

  /** A cluster in two subnets, one of which shares its ACL with somebody else's. */
  final class Scene {
    final String cluster = "orders-" + ++made;
    final String own = "10.50.%d.7".formatted(made);
    final String group = endpoint.group("group-" + made);
    final String here = endpoint.subnet("10.50.%d.0/24".formatted(made));
    final String failover = endpoint.subnet("10.51.%d.0/24".formatted(made));
    final String others = endpoint.subnet("10.52.%d.0/24".formatted(made));
    final String shared = endpoint.acl(List.of(here, others));
    final String alone = endpoint.acl(List.of(failover));
    final String obligation = UUID.randomUUID().toString();
    final ListedObligations obligations = new ListedObligations();

    private Scene() {
      endpoint.entry(shared, ALL);
      endpoint.entry(alone, ALL);
      endpoint.entry(alone, new Cloud.Entry(50, "6", 443, 443, "10.9.0.0/16", "deny"));
      endpoint.cluster(cluster, cluster + "-1", cluster + "-2", List.of(group));
      endpoint.place(cluster, List.of(here, failover));
      endpoint.networkInterface("RDSNetworkInterface", here, List.of(own), List.of(group));
    }

    NetworkAclMeans means() {
      return means(Clock.systemUTC());
    }

    NetworkAclMeans means(Clock clock) {
      return new NetworkAclMeans(access.accounts(), obligations, clock);
    }

    /** Gives up before a call that is held back is answered. */
    NetworkAclMeans impatient() {
      return new NetworkAclMeans(impatient.accounts(), obligations, Clock.systemUTC());
    }

    Situation situation() {
      return situation(Set.of(SOURCE), ThreadState.CONNECTING);
    }

    Situation situation(Set<String> addresses, ThreadState receiver) {
      AwsIdentity identity = new AwsIdentity(Optional.of(cluster), Optional.empty());
      RdsFacts facts = access.fleet().facts(identity);
      List<NetworkInterface> owned =
          access.network().interfacesWith(Set.of(group)).stream()
              .filter(each -> each.addresses().contains(own))
              .toList();
      return new Situation(
          new Database(
              cluster,
              "aurora-mysql",
              ReplicationKind.EXTERNAL_BINLOG,
              new Endpoint("orders.example.net", PORT),
              new Credentials("nobody", "env:NOTHING"),
              Tls.REQUIRED,
              Optional.of(identity),
              Optional.empty()),
          facts,
          new Surroundings(Set.of(group), owned, List.of()),
          addresses,
          PORT,
          receiver);
    }

    Proposal propose() {
      return means().propose(situation());
    }

    /** As it is recorded first. */
    Ongoing begun() {
      return begun(means(), situation());
    }

    Ongoing begun(NetworkAclMeans means, Situation situation) {
      if (!(means.propose(situation) instanceof Proposal.Possible possible)) {
        throw new AssertionError(means.propose(situation));
      }
      return possible.begin().apply(obligation).preparing().recorded();
    }

    Obligation owed(Ongoing cut) {
      return owed(
          cut.document().contains("\"denying\":[]")
              ? ObligationState.ADDING
              : ObligationState.CUTTING,
          cut);
    }

    Obligation owed(ObligationState state, Ongoing cut) {
      return new Obligation(
          obligation,
          "w",
          NetworkAclMeans.KIND,
          cluster,
          state,
          "egress",
          cut.document(),
          "",
          Set.of("network-acl:" + shared, "network-acl:" + alone),
          NOON,
          NOON.plusSeconds(900),
          "");
    }

    /** Carried out that far, by the very looks that the rungs take. */
    Obligation at(Stage stage) {
      Ongoing cut = begun();
      if (stage == Stage.ONE_CREATED) {
        send(cut.preparing().needed().getFirst());
      }
      if (stage.compareTo(Stage.PREPARED) >= 0) {
        settle(cut::preparing);
      }
      if (stage.compareTo(Stage.CUT_INTENDED) < 0) {
        return owed(cut);
      }
      Ongoing cutting = cut.cutting().recorded();
      if (stage == Stage.ONE_REPLACED) {
        send(cutting.cutting().needed().getFirst());
      }
      if (stage.compareTo(Stage.CUT) >= 0) {
        settle(cutting::cutting);
      }
      Undo undo = cutting.undo();
      for (int sent = stage.compareTo(Stage.CUT); sent > 0; sent--) {
        if (undo.next() instanceof Undo.Next.Send(Call call)) {
          send(call);
        }
      }
      return owed(cutting);
    }

    Ongoing ongoing(Obligation owed) {
      return means().ongoing(owed);
    }

    Discharge attempt(Obligation owed) {
      return attempt(owed, PATIENCE, new Announced());
    }

    Discharge attempt(Obligation owed, Duration patience, Announced announced) {
      return attempt(means(), owed, patience, announced);
    }

    /** Sends a call or two. */
    Discharge attempt(NetworkAclMeans means, Obligation owed) {
      return attempt(means, owed, Duration.ofMillis(50), new Announced());
    }

    private Discharge attempt(
        NetworkAclMeans means, Obligation owed, Duration patience, Announced announced) {
      NetworkPolicy policy =
          new NetworkPolicy(
              List.of("network-acl"),
              Duration.ofMinutes(15),
              Duration.ofSeconds(30),
              patience,
              Duration.ofMillis(1),
              Duration.ofSeconds(5));
      return new CutDischarger(means, policy, Clock.systemUTC(), new Signals())
          .attempt(owed, () -> true, announced);
    }

    /** A cut that follows. */
    Next next() {
      Ongoing cut = begun();
      settle(cut::preparing);
      Ongoing cutting = cut.cutting().recorded();
      settle(cutting::cutting);
      return new Next(cutting, owed(cutting));
    }

    /** A cut in force, and what is owed for it. */
    record Next(Ongoing cut, Obligation owed) {}

    Map<String, List<Cloud.Entry>> entries() {
      Map<String, List<Cloud.Entry>> entries = new HashMap<>();
      List.of(shared, alone).forEach(acl -> entries.put(acl, endpoint.aclEntries(acl)));
      return entries;
    }

    /** The entries of both ACLs that are for the source alone, by ACL. */
    List<Cloud.Entry> ours(String acl) {
      return endpoint.aclEntries(acl).stream()
          .filter(entry -> entry.block().equals(SOURCE + "/32"))
          .toList();
    }
  }

  /** What a placeholder or a deny of ours looks like. */
  static Cloud.Entry entry(int number, String action) {
    return new Cloud.Entry(number, "6", PORT, PORT, SOURCE + "/32", action);
  }

  /** Carries out what each look needs until nothing is needed, or a look says why not. */
  static Look settle(Supplier<Look> looking) {
    Look look = looking.get();
    for (int round = 0; round < ROUNDS && look.obstacles().isEmpty() && !isDone(look); round++) {
      for (Call each : look.needed()) {
        ApiAnswer _ = each.send().get(); // whatever it says: looked at is what it did
      }
      look = looking.get();
    }
    return look;
  }

  static boolean isDone(Look look) {
    return look.obstacles().isEmpty() && look.needed().isEmpty() && look.awaiting().isEmpty();
  }

  private static void send(Call call) {
    ApiAnswer answer = call.send().get();
    if (!(answer instanceof ApiAnswer.Accepted)) {
      throw new AssertionError(answer.line());
    }
  }

  @Override
  public void close() {
    impatient.close();
    access.close();
    endpoint.close();
  }
}
