package io.replicamedic.rung.network.swap;

import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.SwapState;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.rung.network.Leftover;
import io.replicamedic.rung.network.Means;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Proposal;
import io.replicamedic.rung.network.Situation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the database a temporary group without the source in the place of those that let it
 * through: nobody else who has these is touched. For a receiver that is connecting, since
 * established connections are tracked and live on.
 */
public final class GroupSwapMeans implements Means {
  /** Kind of its obligations. */
  public static final String KIND = "group-swap";

  private static final Logger LOG = LoggerFactory.getLogger(GroupSwapMeans.class);

  private final AwsAccounts aws;
  private final Obligations obligations;
  private final Duration lag;
  private final Clock clock;

  /**
   * Works there, in each database's account.
   *
   * @param lag what AWS may take to put a change of groups in force
   */
  public GroupSwapMeans(AwsAccounts aws, Obligations obligations, Duration lag, Clock clock) {
    this.aws = aws;
    this.obligations = obligations;
    this.lag = lag;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "group-swap";
  }

  @Override
  public Duration lag() {
    return lag;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Proposal propose(Situation situation) {
    return new SwapProposing(reach(aws.of(situation.database().account())), situation).proposal();
  }

  @Override
  public Ongoing ongoing(Obligation obligation) {
    return ongoing(SwapDocument.read(obligation));
  }

  private Ongoing ongoing(SwapDocument document) {
    return new SwapCut(reach(document.there(aws)), document);
  }

  private SwapReach reach(AwsServices there) {
    return new SwapReach(there, clock);
  }

  @Override
  public List<Leftover> leftovers() {
    Map<AwsAccount, List<SwapState>> closed =
        obligations.closedOf(KIND).stream()
            .flatMap(each -> Means.readable(each, () -> SwapDocument.read(each)))
            .collect(
                Collectors.groupingBy(
                    each -> each.there(aws).account(),
                    Collectors.mapping(SwapDocument::state, Collectors.toList())));
    return closed.entrySet().stream()
        .flatMap(each -> leftovers(reach(aws.of(each.getKey())), each.getValue()))
        .toList();
  }

  // Each account by itself: one whose role is gone must not hide the others.
  private static Stream<Leftover> leftovers(SwapReach reach, List<SwapState> states) {
    Map<String, SwapState> closed =
        states.stream().collect(Collectors.toMap(SwapState::name, Function.identity()));
    try {
      return closed.values().stream()
          .map(SwapState::vpc)
          .distinct()
          .flatMap(vpc -> reach.groups().namedLike(vpc, Mark.of("")).entrySet().stream())
          .filter(each -> closed.containsKey(each.getValue()))
          .map(
              each ->
                  leftover(
                      reach, each.getKey(), Objects.requireNonNull(closed.get(each.getValue()))))
          .toList()
          .stream();
    } catch (CloudUnreadable e) {
      LOG.warn("groups were swapped once, and cannot be looked after: {}", e.getMessage());
      return Stream.of();
    }
  }

  // A call to create that arrived after its time. What somebody has is not deleted: AWS would not
  // do it either.
  private static Leftover leftover(SwapReach reach, String group, SwapState state) {
    List<String> told = new ArrayList<>(List.of(group + " is named " + state.name()));
    List<NetworkInterface> having = reach.network().interfacesWith(Set.of(group));
    having.stream().map(each -> SwapProposing.told(each) + " has it").sorted().forEach(told::add);
    return new Leftover(
        "security-group:" + group,
        told,
        having.isEmpty() ? Optional.of(reach.calls(state).delete(group)) : Optional.empty());
  }
}
