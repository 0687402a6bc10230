package io.replicamedic.lab;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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
   * @param signedAt the moment of its signature, to the second (X-Amz-Date)
   * @param answer empty while unanswered; {@code OK} or AWS's error code; for a call whose answer
   *     the sender did not get or got late, what was performed: {@code lost: OK}, {@code held},
   *     {@code late: OK}, {@code late: OK, InvalidSecurityGroupRuleId.NotFound}
   */
  public record Call(
      String action,
      Map<String, String> parameters,
      boolean dryRun,
      Instant at,
      Instant signedAt,
      String answer) {
    public Call {
      parameters = Map.copyOf(parameters);
    }

    Call with(String newAnswer) {
      return new Call(action, parameters, dryRun, at, signedAt, newAnswer);
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

  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX");

  private final Scripts scripts = new Scripts();
  private final CallLog log = new CallLog();
  private final Ids ids = new Ids();
  private final String subnet = ids.fresh("subnet");
  private final String acl = ids.fresh("acl");
  private final Rds rds = new Rds(List.of(subnet), Instant::now);
  private final Ec2 ec2 = new Ec2(ids, rds::groupsInUse);
  private final Seen<Vpc> vpc = new Seen<>(Vpc.empty(firstSubnet(subnet, acl)));
  private final Map<String, String> attached = new TreeMap<>();
  private Duration signatureLife = Duration.ofMinutes(15);
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
    return scripts.nth(action, Scripts.Kind.CALL, n);
  }

  /** The nth DryRun of that action from now. */
  public Script nthDryRun(String action, int n) {
    return scripts.nth(action, Scripts.Kind.DRY_RUN, n);
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

  /** The calls that may have changed something, of EC2 and RDS, without DryRun. */
  public List<Call> writes() {
    return calls().stream()
        .filter(it -> (Ec2.isWrite(it.action()) || Rds.isWrite(it.action())) && !it.dryRun())
        .toList();
  }

  /** How old a signature may be when its call is performed; AWS's and the default: 15 minutes. */
  public synchronized void signatureLife(Duration life) {
    signatureLife = life;
  }

  /** How long a database's change of groups takes from now on; 300 ms unless said. */
  public synchronized void appliesAfter(Duration delay) {
    rds.delay(delay);
  }

  /** Databases' changes of groups that are under way come into force at once. */
  public synchronized void applyChanges() {
    rds.hurry();
    settle();
  }

  @Override
  public String vpc() {
    return Ec2.VPC_ID;
  }

  @Override
  public String subnet() {
    return subnet;
  }

  @Override
  public synchronized String subnet(String cidr, String ipv6) {
    var made = new Subnets.Subnet(ids.fresh("subnet"), cidr, ipv6, acl);
    vpc.change(vpc.now().with(vpc.now().subnets().with(made)));
    return made.id();
  }

  @Override
  public synchronized String acl(List<String> subnets) {
    String id = ids.fresh("acl");
    Subnets changed =
        vpc.now().subnets().with(new Subnets.Acl(id, Subnets.Standing.CUSTOM, List.of()));
    for (String each : subnets) {
      Subnets.Subnet moved = changed.subnet(each);
      changed = changed.with(new Subnets.Subnet(each, moved.cidr(), moved.ipv6(), id));
    }
    vpc.change(vpc.now().with(changed));
    return id;
  }

  /** Also over whatever has the number: somebody else does it. */
  @Override
  public synchronized void entry(String aclId, Entry entry) {
    Subnets subnets = vpc.now().subnets();
    boolean taken =
        subnets.acl(aclId).entries().stream()
            .anyMatch(it -> it.direction() == Direction.EGRESS && it.number() == entry.number());
    Subnets.Entry kept = SubnetActions.egress(entry);
    vpc.change(vpc.now().with(taken ? subnets.replace(aclId, kept) : subnets.create(aclId, kept)));
  }

  /** Somebody else takes an egress entry away. */
  public synchronized void deleteEntryByOthers(String aclId, int number) {
    vpc.change(vpc.now().with(vpc.now().subnets().delete(aclId, Direction.EGRESS, number)));
  }

  @Override
  public synchronized String prefixList(String name, int maxEntries, List<String> blocks) {
    PrefixList list = new PrefixList(ids.fresh("pl"), name, maxEntries, blocks);
    vpc.change(vpc.now().with(list));
    return list.id();
  }

  @Override
  public synchronized String group(String name) {
    Vpc.Group group = new Vpc.Group(ids.fresh("sg"), name, name, Map.of());
    vpc.change(vpc.now().with(group));
    return group.id();
  }

  @Override
  public String egress(
      String group,
      String protocol,
      int fromPort,
      int toPort,
      String target,
      String description,
      Map<String, String> tags) {
    Grant grant = Grant.to(protocol, fromPort, toPort, target);
    return rule(group, Direction.EGRESS, new Grant.Described(grant, description), tags);
  }

  @Override
  public String ingress(String group, String protocol, int fromPort, int toPort, String target) {
    Grant grant = Grant.to(protocol, fromPort, toPort, target);
    return rule(group, Direction.INGRESS, new Grant.Described(grant, ""), Map.of());
  }

  /** Somebody else takes a rule away. */
  public synchronized void revokeByOthers(String ruleId) {
    vpc.change(vpc.now().revoke(vpc.now().rule(ruleId).group(), List.of(ruleId)).after());
  }

  /** Somebody else deletes a group that nothing depends on. */
  public synchronized void deleteByOthers(String group) {
    vpc.change(vpc.now().without(group, rds.groupsInUse()));
  }

  @Override
  public synchronized String networkInterface(
      String description, String where, List<String> addresses, List<String> groups) {
    var made =
        new Vpc.Interface(
            ids.fresh("eni"), description, where, List.copyOf(addresses), List.copyOf(groups));
    vpc.change(vpc.now().with(made));
    return made.id();
  }

  @Override
  public synchronized void attach(String networkInterface, String database) {
    attached.put(networkInterface, database);
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

  /** The subnets of a database's subnet group, instead of {@link #subnet()} alone. */
  public synchronized void place(String database, List<String> subnets) {
    subnets.forEach(vpc.now().subnets()::subnet);
    rds.place(database, subnets);
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

  @Override
  public List<Rule> ingressRules(List<String> groups) {
    return reader.ingressRules(groups);
  }

  @Override
  public List<Entry> aclEntries(String aclId) {
    return reader.aclEntries(aclId);
  }

  @Override
  public List<String> groupsOf(String networkInterface) {
    return reader.groupsOf(networkInterface);
  }

  @Override
  public Map<String, String> memberships(String instance) {
    return reader.memberships(instance);
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
      return Optional.of(perform(query, new Fate.Ordinary(), Asker.LAB, Instant.MAX));
    }
    Instant signedAt = signedAt(request.date());
    CallLog.Entry entry = log.arrived(query, Instant.now(), signedAt);
    Fate fate = scripts.of(query);
    if (fate instanceof Fate.Late(Held held)) {
      entry.held();
      return held.hold(
          () -> {
            Answer late = perform(query, fate, Asker.CLIENT, signedAt);
            entry.late(late.code());
            return late;
          });
    }
    Answer answer = perform(query, fate, Asker.CLIENT, signedAt);
    if (fate instanceof Fate.AnswerLost) {
      entry.lost(answer.code());
      return Optional.empty();
    }
    entry.answered(answer.code());
    return Optional.of(answer);
  }

  private synchronized Answer perform(Query query, Fate fate, Asker asker, Instant signedAt) {
    Answer.Service service =
        query.text("Version").equals(Rds.VERSION) ? Answer.Service.RDS : Answer.Service.EC2;
    settle();
    try {
      if (signedAt.isBefore(Instant.now().minus(signatureLife))) {
        throw AwsError.expired();
      }
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
    return service == Answer.Service.RDS ? ofRds(query, fate, asker) : ofEc2(query, fate, asker);
  }

  private List<Xml> ofRds(Query query, Fate fate, Asker asker) {
    if (Rds.isWrite(query.action()) && fate instanceof Fate.SeenLater(int describes)) {
      rds.freezeFor(describes);
    }
    return rds.perform(query, vpc.now(), asker);
  }

  private List<Xml> ofEc2(Query query, Fate fate, Asker asker) {
    if (query.isDryRun()) {
      throw AwsError.wouldHaveSucceeded();
    }
    if (!Ec2.isWrite(query.action())) {
      return ec2.perform(query, asker == Asker.LAB ? vpc.now() : vpc.toClients()).content();
    }
    Ec2.Done done = ec2.perform(query, vpc.now());
    if (fate instanceof Fate.SeenLater(int describes)) {
      vpc.freezeFor(describes);
    }
    vpc.change(done.after());
    return done.content();
  }

  /** What came into force of databases' changes since the last call reaches their interfaces. */
  private void settle() {
    Map<String, List<String>> changed = rds.settle();
    attached.forEach(
        (networkInterface, database) -> {
          if (changed.containsKey(database)) {
            Vpc.Interface before = vpc.now().interfaces().get(networkInterface);
            vpc.change(vpc.now().with(before.having(changed.get(database))));
          }
        });
  }

  private synchronized String rule(
      String group, Direction direction, Grant.Described granted, Map<String, String> tags) {
    Vpc.Change change =
        vpc.now().authorize(group, direction, List.of(granted), tags, () -> ids.fresh("sgr"));
    vpc.change(change.after());
    return change.rules().getFirst().id();
  }

  /** As AWS makes a VPC: one subnet here, whose ACL lets everything through. */
  private static Subnets firstSubnet(String subnet, String acl) {
    List<Subnets.Entry> open =
        Stream.of(Direction.values())
            .map(way -> new Subnets.Entry(way, 100, Grant.ALL, -1, -1, "0.0.0.0/0", "allow"))
            .toList();
    return new Subnets(Map.of(), Map.of())
        .with(new Subnets.Acl(acl, Subnets.Standing.DEFAULT, open))
        .with(new Subnets.Subnet(subnet, "10.0.0.0/17", "", acl));
  }

  /** Everything that is signed says when; what is not is never too old. */
  private static Instant signedAt(String date) {
    return date.isEmpty() ? Instant.MAX : AMZ_DATE.parse(date, Instant::from);
  }
}
