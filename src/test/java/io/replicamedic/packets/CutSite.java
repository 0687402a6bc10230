package io.replicamedic.packets;

import io.replicamedic.adapter.aws.LabAccess;
import io.replicamedic.lab.Await;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.ChannelDetail;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.Call;
import io.replicamedic.rung.network.CutDischarger;
import io.replicamedic.rung.network.CutProposal;
import io.replicamedic.rung.network.Isolation;
import io.replicamedic.rung.network.Look;
import io.replicamedic.rung.network.Means;
import io.replicamedic.rung.network.NetworkPolicy;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.acl.NetworkAclMeans;
import io.replicamedic.rung.network.rules.SecurityGroupMeans;
import io.replicamedic.rung.network.swap.GroupSwapMeans;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The database's network on the lab's AWS endpoint, and the product's own cut of it, moment by
 * moment; used by {@link PacketsTest}. After every call of the product's, its observer is run.
 */
final class CutSite implements AutoCloseable {
  private static final Endpoint SOURCE = new Endpoint(Ground.SOURCE, Ground.PORT);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration MILLIS = Duration.ofMillis(1);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final AwsEndpoint endpoint = AwsEndpoint.start();
  private final LabAccess access = new LabAccess(endpoint.uri(), PATIENCE);
  private final Ledger ledger = new Ledger();
  private final Clock clock = Clock.systemUTC();
  private final String acl;
  private final String networkInterface;
  private final Database database;
  private final NetworkPolicy policy;
  private final CutProposal.Possible planned;
  private final Runnable afterEachCall;

  /** Planned by that means, nothing sent. */
  CutSite(String means, ThreadState receiver, Consumer<CutSite> afterEachCall) {
    this.afterEachCall = () -> afterEachCall.accept(this);
    endpoint.appliesAfter(Duration.ofMillis(20));
    String subnet = endpoint.subnet(Ground.DATABASE + "/32");
    acl = endpoint.acl(List.of(subnet));
    endpoint.entry(acl, entry(90, "6", Ground.PORT, "10.77.1.0/24"));
    endpoint.entry(acl, entry(100, "-1", -1, "0.0.0.0/0"));
    List<String> groups = List.of(endpoint.group("out"), endpoint.group("databases"));
    endpoint.egress(groups.getFirst(), "-1", -1, -1, "0.0.0.0/0", "all out", Map.of());
    endpoint.egress(groups.getLast(), "tcp", 3000, 4000, "10.77.1.4/30", "", Map.of());
    endpoint.ingress(groups.getLast(), "tcp", Ground.PORT, Ground.PORT, "10.0.0.0/8");
    networkInterface =
        endpoint.networkInterface("RDSNetworkInterface", subnet, List.of(Ground.DATABASE), groups);
    endpoint.cluster("orders", "orders-1", "orders-2", groups);
    endpoint.place("orders", List.of(subnet));
    endpoint.attach(networkInterface, "orders-1");
    database =
        new Database(
            "orders",
            "aurora-mysql",
            ReplicationKind.EXTERNAL_BINLOG,
            new Endpoint(Ground.DATABASE, Ground.PORT),
            new Credentials("nobody", "env:NOTHING"),
            Tls.REQUIRED,
            Optional.of(new AwsIdentity(Optional.of("orders"), Optional.empty())),
            Optional.empty());
    policy =
        new NetworkPolicy(
            List.of(means),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30),
            PATIENCE,
            MILLIS,
            MILLIS);
    planned = plan(means, receiver);
    String id = UUID.randomUUID().toString();
    ledger.write(owed(id, planned.proposal().begin().apply(id)));
  }

  private static Cloud.Entry entry(int number, String protocol, int port, String block) {
    return new Cloud.Entry(number, protocol, port, port, block, "allow");
  }

  private CutProposal.Possible plan(String means, ThreadState receiver) {
    List<Means> all =
        List.of(
            new SecurityGroupMeans(access.accounts(), ledger),
            new NetworkAclMeans(access.accounts(), ledger, clock),
            new GroupSwapMeans(access.accounts(), ledger, Duration.ofSeconds(3), clock));
    Isolation isolation = new Isolation(access.accounts(), Set::of, all, policy);
    return switch (isolation.propose(database, status(receiver), 4, means)) {
      case CutProposal.Possible possible -> possible;
      case CutProposal other -> throw new AssertionError(other);
    };
  }

  private ReplicationStatus status(ThreadState receiver) {
    GtidSet nothing = GtidSet.parse("");
    return new ReplicationStatus(
        "",
        receiver,
        ThreadState.NO,
        SOURCE,
        "repl",
        "",
        true,
        true,
        nothing,
        nothing,
        0,
        "",
        0,
        "",
        List.of(),
        null,
        1,
        3,
        0,
        1,
        30,
        "binlog.000001",
        4,
        ChannelDetail.NONE,
        clock.instant());
  }

  private Obligation owed(String id, Ongoing cut) {
    return new Obligation(
        id,
        "w",
        planned.means().kind(),
        database.id(),
        ObligationState.ADDING,
        "egress",
        cut.document(),
        "",
        Set.copyOf(planned.proposal().claims()),
        NOON,
        NOON.plusSeconds(900),
        "");
  }

  /** What AWS lets the database send at this moment, read over HTTP. */
  String ruleset() {
    return Ruleset.of(
        endpoint.egressRules(endpoint.groupsOf(networkInterface)), endpoint.aclEntries(acl));
  }

  /** As the rung does it: the undo is on record before the first call. */
  void prepare() {
    Ongoing cut = onRecord().preparing().recorded();
    record(ObligationState.ADDING, cut);
    settle(cut::preparing);
  }

  void cut() {
    Ongoing cut = onRecord().cutting().recorded();
    record(ObligationState.CUTTING, cut);
    settle(cut::cutting);
  }

  /** As the engine does it. */
  void undo() {
    ledger.write(ledger.owed().in(ObligationState.DISCHARGING, ""));
    CutDischarger discharger = new CutDischarger(planned.means(), policy, clock, new Signals());
    Discharge came = discharger.attempt(ledger.owed(), () -> true, new Announced());
    if (!(came instanceof Discharge.Closed)) {
      throw new AssertionError(came);
    }
  }

  /** What the product believes; empty when it holds the source for unreachable. */
  Optional<String> notInForce() {
    return onRecord().notInForce(SOURCE);
  }

  private Ongoing onRecord() {
    return planned.means().ongoing(ledger.owed());
  }

  private void record(ObligationState state, Ongoing cut) {
    ledger.write(ledger.owed().in(state, new Obligation.UndoDocument(cut.document())));
  }

  /** Send, look, and send what is still missing. */
  private void settle(Supplier<Look> looking) {
    Await.until(
        "the cut goes on",
        PATIENCE,
        () -> {
          Look look = looking.get();
          if (!look.obstacles().isEmpty()) {
            throw new AssertionError(look.obstacles());
          }
          look.needed().forEach(this::send);
          return look.needed().isEmpty() && look.awaiting().isEmpty();
        });
  }

  private void send(Call call) {
    ApiAnswer answer = call.send().get();
    if (!(answer instanceof ApiAnswer.Accepted)) {
      throw new AssertionError(call.words() + ": " + answer.line());
    }
    afterEachCall.run();
  }

  private final class Announced implements Discharger.Announcement {
    @Override
    public void acting(String statement, Map<String, Object> detail) {}

    @Override
    public void answered(String statement, String answer) {
      afterEachCall.run();
    }
  }

  @Override
  public void close() {
    access.close();
    endpoint.close();
  }
}
