package io.replicamedic.lab;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scripted EC2 and RDS endpoint in this JVM; opened by {@link Lab} and by contract tests. It
 * speaks the real query protocol, and can do what moto cannot: throttle, lose answers, perform a
 * call long after its sender has given up. The lab's own questions ({@link CloudReader}) are told
 * the truth, and are neither scripted nor logged.
 */
public final class AwsEndpoint implements Cloud {
  /**
   * A call as it arrived.
   *
   * @param answer empty while unanswered; {@code OK} or AWS's error code; for a call whose answer
   *     the sender did not get or got late, what was performed: {@code lost: OK}, {@code held},
   *     {@code late: OK}, {@code late: OK, InvalidSecurityGroupRuleId.NotFound}
   */
  public record Call(
      String action, Map<String, String> parameters, boolean dryRun, Instant at, String answer) {
    public Call {
      parameters = Map.copyOf(parameters);
    }

    Call with(String newAnswer) {
      return new Call(action, parameters, dryRun, at, newAnswer);
    }
  }

  /** A managed replica's state as RDS tells it: {@code read replication}, {@code error}, … */
  public record StatusInfo(String type, boolean normal, String status, String message) {}

  /** An RDS event; {@code sourceType} is {@code db-instance} or {@code db-cluster}. */
  public record Event(
      String source, String sourceType, Instant at, List<String> categories, String message) {
    public Event {
      categories = List.copyOf(categories);
    }
  }

  private enum Asker {
    CLIENT,
    LAB
  }

  private final Scripts scripts = new Scripts();
  private final CallLog log = new CallLog();
  private final Ids ids = new Ids();
  private final Ec2 ec2 = new Ec2(() -> ids.fresh("sgr"));
  private final Rds rds = new Rds(Instant::now);
  private Vpc vpc = Vpc.EMPTY;
  private Vpc shown = Vpc.EMPTY;
  private int describesOfOld;
  private final QueryServer server = QueryServer.start(this::answer);
  private final CloudReader reader = new CloudReader(server.uri());

  private AwsEndpoint() {}

  public static AwsEndpoint start() {
    return new AwsEndpoint();
  }

  @Override
  public URI uri() {
    return server.uri();
  }

  /** The next call of that action, not DryRun, for which nothing is scripted yet. */
  public Script next(String action) {
    return scripts.next(action, Scripts.Kind.CALL);
  }

  /** The nth call of that action from now, not DryRun; 1 is the next. */
  public Script nth(String action, int n) {
    return scripts.nth(action, n);
  }

  /** The next DryRun of that action for which nothing is scripted yet. */
  public Script nextDryRun(String action) {
    return scripts.next(action, Scripts.Kind.DRY_RUN);
  }

  /** Every call of that action, DryRun too, for which nothing else is scripted. */
  public Script always(String action) {
    return scripts.always(action);
  }

  /** Forgets what is scripted; calls that are held back stay held back. */
  public void asUsual() {
    scripts.forget();
  }

  /** Every call so far, in the order of arrival. */
  public List<Call> calls() {
    return log.calls();
  }

  /** The calls that may have changed something: Authorize and Revoke without DryRun. */
  public List<Call> writes() {
    return calls().stream().filter(it -> Ec2.isWrite(it.action()) && !it.dryRun()).toList();
  }

  @Override
  public String vpc() {
    return Ec2.VPC_ID;
  }

  @Override
  public String subnet() {
    return Ec2.SUBNET_ID;
  }

  @Override
  public synchronized String group(String name) {
    Vpc.Group group = new Vpc.Group(ids.fresh("sg"), name);
    vpc = vpc.with(group);
    return group.id();
  }

  @Override
  public synchronized String egress(
      String group,
      String protocol,
      int fromPort,
      int toPort,
      String cidr,
      String description,
      Map<String, String> tags) {
    Grant grant = Grant.toIpv4(protocol, fromPort, toPort, cidr);
    Vpc.Change change =
        vpc.authorize(
            group, List.of(new Grant.Described(grant, description)), tags, () -> ids.fresh("sgr"));
    vpc = change.after();
    return change.rules().getFirst().id();
  }

  /** Somebody else takes a rule away. */
  public synchronized void revokeByOthers(String ruleId) {
    vpc = vpc.revoke(vpc.rule(ruleId).group(), List.of(ruleId)).after();
  }

  @Override
  public synchronized String networkInterface(
      String description, String address, List<String> groups) {
    var made = new Vpc.Interface(ids.fresh("eni"), description, address, List.copyOf(groups));
    vpc = vpc.with(made);
    return made.id();
  }

  @Override
  public synchronized void instance(String id, List<String> groups) {
    rds.instance(id, groups);
  }

  @Override
  public synchronized void readReplica(String id, String source, List<String> groups) {
    rds.readReplica(id, source, groups);
  }

  @Override
  public synchronized void cluster(String id, String writer, String reader, List<String> groups) {
    rds.cluster(id, writer, reader, groups);
  }

  /** What RDS says of a replica from now on, instead of what it said. */
  public synchronized void scriptStatusInfos(String instance, List<StatusInfo> infos) {
    rds.statusInfos(instance, infos);
  }

  /** One more event. */
  public synchronized void scriptEvent(Event event) {
    rds.event(event);
  }

  /** {@code adding}, {@code active} or {@code removing}; of an instance, or a whole cluster. */
  public synchronized void membershipStatus(String database, String group, String status) {
    rds.membership(database, group, status);
  }

  public synchronized void multiAz(String instance) {
    rds.multiAz(instance);
  }

  /** The cluster's other member is the writer now. */
  public synchronized void failOver(String cluster) {
    rds.failOver(cluster);
  }

  @Override
  public List<Rule> egressRules(List<String> groups) {
    return reader.egressRules(groups);
  }

  /** Ends it; calls that are held back are lost. */
  @Override
  public void close() {
    scripts.close();
    reader.close();
    server.close();
  }

  private Optional<Answer> answer(QueryServer.Request request) {
    Query query = Query.parse(request.body());
    if (CloudReader.isAsking(request.authorization())) {
      return Optional.of(perform(query, new Fate.Ordinary(), Asker.LAB));
    }
    CallLog.Entry entry = log.arrived(query, Instant.now());
    Fate fate = scripts.of(query);
    if (fate instanceof Fate.Late(Held held)) {
      entry.held();
      return held.hold(
          () -> {
            Answer late = perform(query, fate, Asker.CLIENT);
            entry.late(late.code());
            return late;
          });
    }
    Answer answer = perform(query, fate, Asker.CLIENT);
    if (fate instanceof Fate.AnswerLost) {
      entry.lost(answer.code());
      return Optional.empty();
    }
    entry.answered(answer.code());
    return Optional.of(answer);
  }

  private synchronized Answer perform(Query query, Fate fate, Asker asker) {
    Answer.Service service =
        query.text("Version").equals(Rds.VERSION) ? Answer.Service.RDS : Answer.Service.EC2;
    try {
      return switch (fate) {
        case Fate.Refused(AwsError error) -> Answer.of(service, error);
        case Fate.Denied() -> Answer.of(service, AwsError.denied(service, query.action()));
        case Fate.Throttled() -> Answer.of(service, AwsError.throttled(service));
        case Fate.DoneButFailed(AwsError error) -> {
          content(service, query, fate, asker);
          yield Answer.of(service, error);
        }
        case Fate.Ordinary _, Fate.AnswerLost _, Fate.Late _, Fate.SeenLater _ ->
            Answer.of(service, query.action(), content(service, query, fate, asker));
      };
    } catch (AwsError e) {
      return Answer.of(service, e);
    } catch (IllegalArgumentException e) {
      return Answer.of(service, AwsError.client("InvalidParameterValue", e.toString()));
    }
  }

  private List<Xml> content(Answer.Service service, Query query, Fate fate, Asker asker) {
    if (service == Answer.Service.RDS) {
      return rds.perform(query);
    }
    if (query.isDryRun()) {
      throw AwsError.wouldHaveSucceeded();
    }
    if (!Ec2.isWrite(query.action())) {
      return ec2.perform(query, asker == Asker.LAB ? vpc : shownToClients()).content();
    }
    Ec2.Done done = ec2.perform(query, vpc);
    if (fate instanceof Fate.SeenLater(int describes)) {
      shown = vpc;
      describesOfOld = describes;
    }
    vpc = done.after();
    return done.content();
  }

  private Vpc shownToClients() {
    if (describesOfOld == 0) {
      return vpc;
    }
    describesOfOld--;
    return shown;
  }
}
