package io.replicamedic.lab;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

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
   * @param keyId access key that it was signed with; empty for an unsigned one
   * @param region that it was signed for
   * @param signedAt the moment of its signature, to the second (X-Amz-Date)
   * @param answer empty while unanswered; {@code OK} or AWS's error code; for a call whose answer
   *     the sender did not get or got late, what was performed: {@code lost: OK}, {@code held},
   *     {@code late: OK}, {@code late: OK, InvalidSecurityGroupRuleId.NotFound}
   */
  public record Call(
      String action,
      Map<String, String> parameters,
      boolean dryRun,
      String keyId,
      String region,
      Instant at,
      Instant signedAt,
      String answer) {
    public Call {
      parameters = Map.copyOf(parameters);
    }

    Call with(String newAnswer) {
      return new Call(action, parameters, dryRun, keyId, region, at, signedAt, newAnswer);
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

  private final Scripts scripts;
  private final CallLog log;
  private final Sts sts;
  private final Map<Place, AwsEndpoint> places;
  private final Holdings holdings = new Holdings();
  private Duration signatureLife = Duration.ofMinutes(15);
  private final QueryServer server;
  private final CloudReader reader;

  private AwsEndpoint() {
    scripts = new Scripts();
    log = new CallLog();
    sts = new Sts();
    places = new ConcurrentHashMap<>(Map.of(Place.HOME, this));
    server = QueryServer.start(this::answer);
    reader = new CloudReader(server.uri());
  }

  private AwsEndpoint(AwsEndpoint home, Place place) {
    scripts = home.scripts;
    log = home.log;
    sts = home.sts;
    places = home.places;
    server = home.server;
    reader = new CloudReader(server.uri(), place);
  }

  public static AwsEndpoint start() {
    return new AwsEndpoint();
  }

  @Override
  public URI uri() {
    return server.uri();
  }

  /** What is held in another region, or another account; the same endpoint serves it. */
  public AwsEndpoint in(String account, String region) {
    return places.computeIfAbsent(
        new Place(account, region), place -> new AwsEndpoint(this, place));
  }

  /** A role that may be assumed by whoever names that external id; empty for none. */
  public void role(String arn, String externalId) {
    sts.role(arn, externalId);
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
    holdings.appliesAfter(delay);
  }

  /** Databases' changes of groups that are under way come into force at once. */
  public synchronized void applyChanges() {
    holdings.applyChanges();
  }

  @Override
  public String vpc() {
    return Ec2.VPC_ID;
  }

  @Override
  public synchronized String subnet() {
    return holdings.subnet();
  }

  @Override
  public synchronized String subnet(String cidr, String ipv6) {
    return holdings.subnet(cidr, ipv6);
  }

  @Override
  public synchronized String acl(List<String> subnets) {
    return holdings.acl(subnets);
  }

  /** Also over whatever has the number: somebody else does it. */
  @Override
  public synchronized void entry(String aclId, Entry entry) {
    holdings.entry(aclId, entry);
  }

  /** Somebody else takes an egress entry away. */
  public synchronized void deleteEntryByOthers(String aclId, int number) {
    holdings.deleteEntryByOthers(aclId, number);
  }

  @Override
  public synchronized String prefixList(String name, int maxEntries, List<String> blocks) {
    return holdings.prefixList(name, maxEntries, blocks);
  }

  @Override
  public synchronized String group(String name) {
    return holdings.group(name);
  }

  @Override
  public synchronized String egress(
      String group,
      String protocol,
      int fromPort,
      int toPort,
      String target,
      String description,
      Map<String, String> tags) {
    return holdings.egress(group, protocol, fromPort, toPort, target, description, tags);
  }

  @Override
  public synchronized String ingress(
      String group, String protocol, int fromPort, int toPort, String target) {
    return holdings.ingress(group, protocol, fromPort, toPort, target);
  }

  /** Somebody else takes a rule away. */
  public synchronized void revokeByOthers(String ruleId) {
    holdings.revokeByOthers(ruleId);
  }

  /** Somebody else deletes a group that nothing depends on. */
  public synchronized void deleteByOthers(String group) {
    holdings.deleteByOthers(group);
  }

  @Override
  public synchronized String networkInterface(
      String description, String where, List<String> addresses, List<String> groups) {
    return holdings.networkInterface(description, where, addresses, groups);
  }

  @Override
  public synchronized void attach(String networkInterface, String database) {
    holdings.attach(networkInterface, database);
  }

  @Override
  public synchronized void instance(String id, List<String> groups) {
    holdings.instance(id, groups);
  }

  @Override
  public synchronized void readReplica(String id, String source, List<String> groups) {
    holdings.readReplica(id, source, groups);
  }

  @Override
  public synchronized void cluster(String id, String writer, String reader, List<String> groups) {
    holdings.cluster(id, writer, reader, groups);
  }

  /** The subnets of a database's subnet group, instead of {@link #subnet()} alone. */
  public synchronized void place(String database, List<String> subnets) {
    holdings.place(database, subnets);
  }

  /** What RDS says of a replica from now on, instead of what it said. */
  public synchronized void scriptStatusInfos(String instance, List<StatusInfo> infos) {
    holdings.scriptStatusInfos(instance, infos);
  }

  /** One more event. */
  public synchronized void scriptEvent(Event event) {
    holdings.scriptEvent(event);
  }

  /** {@code adding}, {@code active} or {@code removing}; of an instance, or a whole cluster. */
  public synchronized void membershipStatus(String database, String group, String status) {
    holdings.membershipStatus(database, group, status);
  }

  @Override
  public synchronized void tag(String database, String key, String value) {
    holdings.tag(database, key, value);
  }

  @Override
  public synchronized void usesParameterGroup(String database, String group) {
    holdings.usesGroup(database, group);
  }

  /** What an instance's group says from now on; RDS has not applied it to anything. */
  public synchronized void groupSays(String group, String parameter, String value) {
    holdings.parameters().says(group, false, parameter, value);
  }

  /** The same for a cluster's group. */
  public synchronized void clusterGroupSays(String group, String parameter, String value) {
    holdings.parameters().says(group, true, parameter, value);
  }

  /** What somebody has set in an instance's group; empty for the family's own value. */
  public synchronized String saidByGroup(String group, String parameter) {
    return holdings.parameters().said(group, false, parameter);
  }

  /** Where the parameters of that instance come into force; nowhere unless said. */
  public synchronized void runs(String instance, ServerVariables server) {
    holdings.parameters().runs(instance, server);
  }

  /** What is applied to that instance fails from now on. */
  public synchronized void failsToApply(String instance) {
    holdings.parameters().failing(instance, true);
  }

  /** And not any more. */
  public synchronized void appliesAgain(String instance) {
    holdings.parameters().failing(instance, false);
  }

  /** What RDS says of an instance's parameter group: {@code pending-reboot}, … */
  public synchronized void applyStatus(String instance, String status) {
    holdings.applyStatus(instance, status);
  }

  /** Somebody deletes a lone instance. */
  public synchronized void deleteInstance(String instance) {
    holdings.delete(instance);
  }

  /** How many days automated backups of the instance are kept; 0 = there are none. */
  public synchronized void backups(String instance, int days) {
    holdings.backups(instance, days);
  }

  public synchronized void multiAz(String instance) {
    holdings.multiAz(instance);
  }

  /** The cluster names no writer any more: it is failing over, or all its members are gone. */
  public synchronized void loseWriter(String cluster) {
    holdings.loseWriter(cluster);
  }

  /** The cluster's other member is the writer now. */
  public synchronized void failOver(String cluster) {
    holdings.failOver(cluster);
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
  public Map<String, String> groupNames() {
    return reader.groupNames();
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
    places.values().forEach(place -> place.reader.close());
    server.close();
  }

  private Optional<Answer> answer(QueryServer.Request request) {
    Query query = Query.parse(request.body());
    Place.Scope scope = Place.Scope.of(request.authorization());
    if (CloudReader.isAsking(request.authorization())) {
      return Optional.of(
          in(CloudReader.account(scope.keyId()), scope.region())
              .perform(query, new Fate.Ordinary(), Asker.LAB, Instant.MAX));
    }
    AwsEndpoint there = in(sts.account(scope.keyId()), scope.region());
    Instant signedAt = signedAt(request.date());
    CallLog.Entry entry = log.arrived(query, scope, Instant.now(), signedAt);
    Fate fate = scripts.of(query);
    if (fate instanceof Fate.Late(Held held)) {
      entry.held();
      return held.hold(
          () -> {
            Answer late = there.perform(query, fate, Asker.CLIENT, signedAt);
            entry.late(late.code());
            return late;
          });
    }
    Answer answer = there.perform(query, fate, Asker.CLIENT, signedAt);
    if (fate instanceof Fate.AnswerLost) {
      entry.lost(answer.code());
      return Optional.empty();
    }
    entry.answered(answer.code());
    return Optional.of(answer);
  }

  private synchronized Answer perform(Query query, Fate fate, Asker asker, Instant signedAt) {
    Answer.Service service =
        switch (query.text("Version")) {
          case Rds.VERSION -> Answer.Service.RDS;
          case Sts.VERSION -> Answer.Service.STS;
          default -> Answer.Service.EC2;
        };
    holdings.settle();
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
          settleLater(query);
          yield Answer.of(service, error);
        }
        case Fate.Ordinary _, Fate.AnswerLost _, Fate.Late _, Fate.SeenLater _ -> {
          Answer answer = Answer.of(service, query.action(), content(service, query, fate, asker));
          settleLater(query);
          yield answer;
        }
      };
    } catch (AwsError e) {
      return Answer.of(service, e);
    } catch (IllegalArgumentException e) {
      return Answer.of(service, AwsError.client("InvalidParameterValue", e.toString()));
    }
  }

  /** Parameters come into force by themselves, whether or not anybody asks again. */
  private void settleLater(Query query) {
    if (RdsParameters.isWrite(query.action())) {
      CompletableFuture.delayedExecutor(holdings.delay().toMillis() + 1, TimeUnit.MILLISECONDS)
          .execute(this::settle);
    }
  }

  private synchronized void settle() {
    holdings.settle();
  }

  private List<Xml> content(Answer.Service service, Query query, Fate fate, Asker asker) {
    return service == Answer.Service.STS
        ? sts.perform(query)
        : holdings.content(service, query, fate, asker);
  }

  /** Everything that is signed says when; what is not is never too old. */
  private static Instant signedAt(String date) {
    return date.isEmpty() ? Instant.MAX : AMZ_DATE.parse(date, Instant::from);
  }
}
