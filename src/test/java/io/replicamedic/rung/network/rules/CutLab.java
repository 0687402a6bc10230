package io.replicamedic.rung.network.rules;

import io.replicamedic.adapter.aws.LabAccess;
import io.replicamedic.isolation.CarveOut;
import io.replicamedic.isolation.Carving;
import io.replicamedic.isolation.Cut;
import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.Cutting;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.GroupCut;
import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.Permission;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.isolation.Step;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.rung.network.OneAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Two security groups that let a database reach its source, on the lab's AWS endpoint, and what a
 * cut of them looks like when it stopped half way; used by this room's tests.
 */
final class CutLab implements AutoCloseable {
  static final String SOURCE = "10.1.0.5";
  static final int PORT = 3306;
  static final String AUTHORIZE = "AuthorizeSecurityGroupEgress";
  static final String REVOKE = "RevokeSecurityGroupEgress";
  static final String RULES = "DescribeSecurityGroupRules";

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  final AwsEndpoint endpoint = AwsEndpoint.start();
  private final LabAccess access = new LabAccess(endpoint.uri(), Duration.ofSeconds(5));
  final VpcNetwork network = new WatchedNetwork(access.network(), endpoint);

  /** How far a cut had come when whoever did it fell silent. */
  enum Stage {
    NOTHING_SENT,
    SOME_NARROWER_ADDED,
    ALL_NARROWER_ADDED,
    REVOKE_INTENDED,
    REVOKE_INTENDED_AND_NARROWER_GONE,
    ONE_GROUP_REVOKED,
    REVOKED,
    ONE_GIVEN_BACK,
    ALL_GIVEN_BACK,
    GIVEN_BACK_AND_SOME_NARROWER_REMOVED;

    boolean revokeWasIntended() {
      return compareTo(REVOKE_INTENDED) >= 0;
    }
  }

  /** The state once every original of the cut is to be revoked. */
  static CutState revokingAll(CutState state) {
    return state.revoking(Cutting.toRevoke(state, state.cut().before()));
  }

  /** Fresh groups, and a cut of them. */
  final class Scene {
    final String wide = endpoint.group("wide");
    final String narrow = endpoint.group("narrow");
    final List<Cloud.Rule> before;
    final CutState adding;
    final CutState revoking;

    private Scene() {
      endpoint.egress(
          wide, "-1", -1, -1, "10.1.0.0/28", "all out, $1 (a/b)", Map.of("owner", "net team"));
      endpoint.egress(wide, "tcp", 443, 443, "0.0.0.0/0", "web", Map.of());
      endpoint.egress(narrow, "tcp", PORT, PORT, "10.1.0.4/30", "", Map.of());
      before = rules();
      Set<String> groups = Set.of(wide, narrow);
      Carving carving =
          CarveOut.carve(network.egressRules(groups), Resolution.NONE, Set.of(SOURCE), PORT);
      if (!(carving instanceof Carving.Possible(Cut cut, List<String> _))) {
        throw new AssertionError(carving);
      }
      adding = new CutState(UUID.randomUUID().toString(), cut, Set.of());
      revoking = CutLab.revokingAll(adding);
    }

    List<Cloud.Rule> rules() {
      return endpoint.egressRules(List.of(wide, narrow));
    }

    List<List<Object>> contents() {
      return CutLab.contents(rules());
    }

    List<List<Object>> contentsBefore() {
      return CutLab.contents(before);
    }

    Obligation at(Stage stage) {
      List<GroupCut> groups = adding.cut().groups();
      GroupCut first = groups.getFirst();
      GroupCut last = groups.getLast();
      switch (stage) {
        case NOTHING_SENT, REVOKE_INTENDED_AND_NARROWER_GONE -> {}
        case SOME_NARROWER_ADDED -> add(first, first.add().subList(0, 2));
        case ALL_NARROWER_ADDED, REVOKE_INTENDED -> addAll();
        case ONE_GROUP_REVOKED -> {
          addAll();
          revoke(last);
        }
        case REVOKED -> cut();
        case ONE_GIVEN_BACK -> {
          cut();
          giveBack(last);
        }
        case ALL_GIVEN_BACK -> {
          cut();
          groups.forEach(this::giveBack);
        }
        case GIVEN_BACK_AND_SOME_NARROWER_REMOVED -> {
          cut();
          groups.forEach(this::giveBack);
          removeOurs(first);
        }
      }
      return owed(stage);
    }

    Obligation owed(Stage stage) {
      return new Obligation(
          adding.obligationId(),
          "w",
          SecurityGroupMeans.KIND,
          "orders-replica",
          stage.revokeWasIntended() ? ObligationState.CUTTING : ObligationState.ADDING,
          "egress",
          new CutDocument(
                  stage.revokeWasIntended() ? revoking : adding,
                  Set.of(wide, narrow),
                  Optional.of(LabAccess.ACCOUNT))
              .write(),
          "",
          Set.of("security-group:" + wide, "security-group:" + narrow),
          NOON,
          NOON.plusSeconds(900),
          "");
    }

    private void cut() {
      addAll();
      adding.cut().groups().forEach(this::revoke);
    }

    private void addAll() {
      adding.cut().groups().forEach(group -> add(group, group.add()));
    }

    private void add(GroupCut group, List<Permission> permissions) {
      done(
          network.authorizeEgress(
              group.group(), permissions, Mark.of(adding.obligationId()), Map.of()));
    }

    private void revoke(GroupCut group) {
      done(
          network.revokeEgress(
              group.group(), group.revoke().stream().map(EgressRule::id).toList()));
    }

    private void giveBack(GroupCut group) {
      EgressCalls calls = new EgressCalls(network, adding.obligationId());
      group.revoke().forEach(rule -> done(calls.send(new Step.GiveBack(rule))));
    }

    private void removeOurs(GroupCut group) {
      String mark = Mark.of(adding.obligationId());
      List<String> ours =
          endpoint.egressRules(List.of(group.group())).stream()
              .filter(rule -> rule.description().equals(mark))
              .map(Cloud.Rule::id)
              .toList();
      done(network.revokeEgress(group.group(), ours));
    }
  }

  Scene scene() {
    endpoint.asUsual();
    return new Scene();
  }

  /** All of AWS, with the network that is watched. */
  OneAccount aws() {
    return aws(network);
  }

  OneAccount aws(VpcNetwork decorated) {
    return OneAccount.with(access.accounts().standard(), decorated);
  }

  LabAccess access() {
    return access;
  }

  /** Rules without their ids, in one order. */
  static List<List<Object>> contents(List<Cloud.Rule> rules) {
    return rules.stream()
        .map(Cloud.Rule::content)
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .toList();
  }

  static void done(ApiAnswer answer) {
    if (!(answer instanceof ApiAnswer.Accepted)) {
      throw new AssertionError(answer.line());
    }
  }

  @Override
  public void close() {
    access.close();
    endpoint.close();
  }
}
