package io.replicamedic.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the {@link AwsEndpoint}'s account holds, a VPC and a fleet: laid out by tests, changed by
 * calls. Not thread-safe: the endpoint calls it under its own lock.
 */
final class Holdings {
  private final Ids ids = new Ids();
  private final String subnet = ids.fresh("subnet");
  private final String acl = ids.fresh("acl");
  private final Rds rds = new Rds(List.of(subnet), Instant::now);
  private final Ec2 ec2 = new Ec2(ids, rds::groupsInUse);
  private final Seen<Vpc> vpc = new Seen<>(Vpc.empty(firstSubnet(subnet, acl)));
  private final Map<String, String> attached = new TreeMap<>();

  String subnet() {
    return subnet;
  }

  String subnet(String cidr, String ipv6) {
    var made = new Subnets.Subnet(ids.fresh("subnet"), cidr, ipv6, acl);
    vpc.change(vpc.now().with(vpc.now().subnets().with(made)));
    return made.id();
  }

  String acl(List<String> subnets) {
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

  void entry(String aclId, Cloud.Entry entry) {
    Subnets subnets = vpc.now().subnets();
    boolean taken =
        subnets.acl(aclId).entries().stream()
            .anyMatch(it -> it.direction() == Direction.EGRESS && it.number() == entry.number());
    Subnets.Entry kept = SubnetActions.egress(entry);
    vpc.change(vpc.now().with(taken ? subnets.replace(aclId, kept) : subnets.create(aclId, kept)));
  }

  void deleteEntryByOthers(String aclId, int number) {
    vpc.change(vpc.now().with(vpc.now().subnets().delete(aclId, Direction.EGRESS, number)));
  }

  String prefixList(String name, int maxEntries, List<String> blocks) {
    PrefixList list = new PrefixList(ids.fresh("pl"), name, maxEntries, blocks);
    vpc.change(vpc.now().with(list));
    return list.id();
  }

  String group(String name) {
    Vpc.Group group = new Vpc.Group(ids.fresh("sg"), name, name, Map.of());
    vpc.change(vpc.now().with(group));
    return group.id();
  }

  String egress(
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

  String ingress(String group, String protocol, int fromPort, int toPort, String target) {
    Grant grant = Grant.to(protocol, fromPort, toPort, target);
    return rule(group, Direction.INGRESS, new Grant.Described(grant, ""), Map.of());
  }

  void revokeByOthers(String ruleId) {
    vpc.change(vpc.now().revoke(vpc.now().rule(ruleId).group(), List.of(ruleId)).after());
  }

  void deleteByOthers(String group) {
    vpc.change(vpc.now().without(group, rds.groupsInUse()));
  }

  String networkInterface(
      String description, String where, List<String> addresses, List<String> groups) {
    var made =
        new Vpc.Interface(
            ids.fresh("eni"), description, where, List.copyOf(addresses), List.copyOf(groups));
    vpc.change(vpc.now().with(made));
    return made.id();
  }

  void attach(String networkInterface, String database) {
    attached.put(networkInterface, database);
  }

  void instance(String id, List<String> groups) {
    rds.instance(id, groups);
  }

  void readReplica(String id, String source, List<String> groups) {
    rds.readReplica(id, source, groups);
  }

  void cluster(String id, String writer, String reader, List<String> groups) {
    rds.cluster(id, writer, reader, groups);
  }

  void place(String database, List<String> subnets) {
    subnets.forEach(vpc.now().subnets()::subnet);
    rds.place(database, subnets);
  }

  void scriptStatusInfos(String instance, List<AwsEndpoint.StatusInfo> infos) {
    rds.statusInfos(instance, infos);
  }

  void scriptEvent(AwsEndpoint.Event event) {
    rds.event(event);
  }

  void membershipStatus(String database, String group, String status) {
    rds.membership(database, group, status);
  }

  void tag(String database, String key, String value) {
    rds.tag(database, key, value);
  }

  void applyStatus(String instance, String status) {
    rds.applyStatus(instance, status);
  }

  void usesGroup(String database, String group) {
    rds.usesGroup(database, group);
  }

  RdsParameters parameters() {
    return rds.parameters();
  }

  void delete(String instance) {
    rds.delete(instance);
  }

  void backups(String instance, int days) {
    rds.backups(instance, days);
  }

  void multiAz(String instance) {
    rds.multiAz(instance);
  }

  void loseWriter(String cluster) {
    rds.loseWriter(cluster);
  }

  void failOver(String cluster) {
    rds.failOver(cluster);
  }

  void appliesAfter(Duration delay) {
    rds.delay(delay);
  }

  Duration delay() {
    return rds.delay();
  }

  void applyChanges() {
    rds.hurry();
    settle();
  }

  List<Xml> content(Answer.Service service, Query query, Fate fate, Asker asker) {
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
  void settle() {
    Map<String, List<String>> changed = rds.settle();
    attached.forEach(
        (networkInterface, database) ->
            Optional.ofNullable(changed.get(database))
                .ifPresent(groups -> vpc.change(vpc.now().regrouped(networkInterface, groups))));
  }

  private String rule(
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
}
