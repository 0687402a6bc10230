package io.replicamedic.lab;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Parameter groups as RDS keeps them, and how they come into force: dynamic ones asked for at once
 * are {@code applying}, then on the server; static ones are {@code pending-reboot}. What the group
 * says and what the server runs are two things here, as in RDS. Called by {@link Rds}.
 */
final class RdsParameters {
  /** More than RDS tells at once, were it not asked for small pages. */
  private static final int MOST = 20;

  private static final String IN_SYNC = "in-sync";

  /** Who uses a group, and how it stands with it. */
  static final class Use {
    String group;
    String status = IN_SYNC;

    Use(String group) {
      this.group = group;
    }
  }

  private record Name(String group, boolean ofCluster) {}

  private record Group(String family, Map<String, String> values) {}

  /** A change on its way to one instance. */
  private record Coming(Use use, String instance, Map<String, String> values, Instant due) {}

  private final Map<Name, Group> groups =
      new TreeMap<>(Comparator.comparing(Name::group).thenComparing(Name::ofCluster));
  private final Map<String, ServerVariables> servers = new HashMap<>();
  private final Set<String> failing = new HashSet<>();
  private final Set<Use> awaitingReboot = new HashSet<>();
  private final List<Coming> coming = new ArrayList<>();

  static boolean isWrite(String action) {
    return action.equals("ModifyDBParameterGroup")
        || action.equals("ModifyDBClusterParameterGroup");
  }

  static boolean isOurs(String action) {
    return action.contains("ParameterGroup")
        || action.equals("DescribeDBParameters")
        || action.equals("DescribeDBClusterParameters");
  }

  /** A new group, unless there is one; AWS's own are there as soon as something uses them. */
  void create(String group, boolean ofCluster, String family) {
    groups.putIfAbsent(new Name(lower(group), ofCluster), new Group(family, new TreeMap<>()));
  }

  /** What a group says from now on; nothing is applied to anything. */
  void says(String group, boolean ofCluster, String parameter, String value) {
    group(group, ofCluster).values.put(parameter, value);
  }

  /** What a group says of a parameter; empty for the family's own value. */
  String said(String group, boolean ofCluster, String parameter) {
    return group(group, ofCluster).values.getOrDefault(parameter, "");
  }

  /** That instance's server, where parameters come into force. */
  void runs(String instance, ServerVariables server) {
    servers.put(instance, server);
  }

  /** Whatever is applied to that instance fails from now on, or not any more. */
  void failing(String instance, boolean fails) {
    if (fails) {
      failing.add(instance);
    } else {
      failing.remove(instance);
    }
  }

  /** Whatever is on its way is due. */
  void hurry() {
    coming.replaceAll(each -> new Coming(each.use, each.instance, each.values, Instant.MIN));
  }

  /** Brings into force what is due. */
  void settle(Instant now) {
    List<Coming> due = coming.stream().filter(each -> !each.due.isAfter(now)).toList();
    coming.removeAll(due);
    due.forEach(this::apply);
  }

  private void apply(Coming change) {
    boolean done = !failing.contains(change.instance);
    ServerVariables server = servers.get(change.instance);
    if (done && server != null) {
      for (Map.Entry<String, String> value : change.values.entrySet()) {
        try {
          server.set(value.getKey().replace('-', '_'), value.getValue());
        } catch (SQLException e) {
          done = false;
        }
      }
    }
    boolean more = coming.stream().anyMatch(each -> each.use == change.use);
    change.use.status =
        !done
            ? "failed-to-apply"
            : more ? "applying" : awaitingReboot.contains(change.use) ? "pending-reboot" : IN_SYNC;
  }

  /**
   * @param uses of each instance by its id: its own group, or its cluster's
   */
  List<Xml> perform(Query request, Function<Boolean, Map<String, Use>> uses, Instant due) {
    boolean ofCluster = request.action().contains("Cluster");
    String named = ofCluster ? "DBClusterParameterGroupName" : "DBParameterGroupName";
    return switch (request.action()) {
      case "DescribeDBParameterGroups", "DescribeDBClusterParameterGroups" ->
          describeGroups(request, named, ofCluster);
      case "DescribeDBParameters", "DescribeDBClusterParameters" ->
          describe(request, request.text(named), ofCluster);
      case "ModifyDBParameterGroup", "ModifyDBClusterParameterGroup" -> {
        modify(request, lower(request.text(named)), ofCluster, uses.apply(ofCluster), due);
        yield List.of(Xml.of(named, lower(request.text(named))));
      }
      default ->
          throw AwsError.client(
              "InvalidAction", "The action " + request.action() + " is not valid here");
    };
  }

  private List<Xml> describeGroups(Query request, String named, boolean ofCluster) {
    List<Name> asked =
        request.has(named)
            ? List.of(known(request.text(named), ofCluster))
            : groups.keySet().stream().filter(each -> each.ofCluster == ofCluster).toList();
    String item = ofCluster ? "DBClusterParameterGroup" : "DBParameterGroup";
    return Page.ofRds(
        request,
        item + "s",
        item,
        asked,
        Name::group,
        each ->
            List.of(
                Xml.of(named, each.group),
                Xml.of("DBParameterGroupFamily", Objects.requireNonNull(groups.get(each)).family),
                Xml.of("Description", each.group)));
  }

  private List<Xml> describe(Query request, String name, boolean ofCluster) {
    Group group = group(name, ofCluster);
    List<Query> filters = request.children("Filters.Filter");
    Set<String> wanted = new HashSet<>();
    for (Query filter : filters) {
      if (!filter.text("Name").equals("parameter-name")) {
        throw AwsError.client(
            "InvalidParameterValue", "Unrecognized filter name: " + filter.text("Name"));
      }
      wanted.addAll(filter.texts("Values.Value"));
    }
    SortedMap<String, ParameterFamily.Parameter> all = ParameterFamily.of(group.family, ofCluster);
    return Page.ofRds(
        request,
        "Parameters",
        "Parameter",
        all.values().stream()
            .filter(each -> filters.isEmpty() || wanted.contains(each.name()))
            .toList(),
        ParameterFamily.Parameter::name,
        each -> told(each, group));
  }

  private static List<Xml> told(ParameterFamily.Parameter parameter, Group group) {
    String user = group.values.get(parameter.name());
    List<Xml> content =
        new ArrayList<>(
            List.of(
                Xml.of("ParameterName", parameter.name()),
                Xml.of("Source", user == null ? parameter.source() : "user"),
                Xml.of("ApplyType", parameter.type()),
                Xml.of("DataType", "string"),
                Xml.of("IsModifiable", parameter.modifiable()),
                Xml.of("AllowedValues", parameter.allowed())));
    if (user != null) {
      content.add(Xml.of("ParameterValue", user));
    } else {
      parameter.value().ifPresent(value -> content.add(Xml.of("ParameterValue", value)));
    }
    return content;
  }

  private void modify(
      Query request, String name, boolean ofCluster, Map<String, Use> uses, Instant due) {
    Group group = group(name, ofCluster);
    if (name.startsWith("default.")) {
      throw AwsError.client("InvalidParameterValue", "Cannot modify a default parameter group.");
    }
    List<Query> changes = request.children("Parameters.Parameter");
    if (changes.size() > MOST) {
      throw AwsError.client(
          "InvalidParameterCombination",
          "Cannot modify more than 20 parameters in a single request");
    }
    SortedMap<String, ParameterFamily.Parameter> family =
        ParameterFamily.of(group.family, ofCluster);
    changes.forEach(change -> check(change, family));
    Map<String, String> atOnce =
        changes.stream()
            .filter(change -> change.text("ApplyMethod").equals("immediate"))
            .collect(
                Collectors.toMap(
                    change -> change.text("ParameterName"),
                    change -> change.text("ParameterValue")));
    changes.forEach(
        change -> group.values.put(change.text("ParameterName"), change.text("ParameterValue")));
    uses.forEach(
        (instance, use) -> {
          if (!use.group.equals(name)) {
            return;
          }
          if (atOnce.size() < changes.size()) {
            awaitingReboot.add(use);
            use.status = "pending-reboot";
          }
          if (!atOnce.isEmpty()) {
            use.status = "applying";
            coming.add(new Coming(use, instance, atOnce, due));
          }
        });
  }

  private static void check(Query change, SortedMap<String, ParameterFamily.Parameter> family) {
    String name = change.text("ParameterName");
    String value = change.text("ParameterValue");
    ParameterFamily.Parameter parameter = family.get(name);
    if (parameter == null) {
      throw AwsError.client("InvalidParameterValue", "Could not find parameter with name: " + name);
    }
    if (!parameter.modifiable()) {
      throw AwsError.client(
          "InvalidParameterValue", "The parameter " + name + " cannot be modified.");
    }
    if (!parameter.allows(value)) {
      throw AwsError.client(
          "InvalidParameterValue",
          "Invalid parameter value: %s for: %s allowed values are: %s"
              .formatted(value, name, parameter.allowed()));
    }
    if (change.text("ApplyMethod").equals("immediate") && !parameter.isDynamic()) {
      throw AwsError.client(
          "InvalidParameterCombination", "cannot use immediate apply method for static parameter");
    }
  }

  private Group group(String name, boolean ofCluster) {
    return Objects.requireNonNull(groups.get(known(name, ofCluster)));
  }

  private Name known(String name, boolean ofCluster) {
    Name known = new Name(lower(name), ofCluster);
    if (!groups.containsKey(known)) {
      throw AwsError.of(
          404,
          "DBParameterGroupNotFound",
          (ofCluster ? "DBClusterParameterGroup" : "DBParameterGroup") + " not found: " + name);
    }
    return known;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
