package io.replicamedic.lab;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The lab's own reading of a {@link Cloud}, over HTTP and without AWS's SDK, so that it shares no
 * mistake with the product; used by clouds and by the {@link Firewall}.
 */
final class CloudReader implements AutoCloseable {
  /** Where the lab's clouds are, if they care. */
  static final String REGION = "us-east-1";

  private static final String KEY = "LABREADER";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI cloud;
  private final Place place;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  CloudReader(URI cloud) {
    this(cloud, Place.HOME);
  }

  /** Of what is held there, which only our own endpoint understands. */
  CloudReader(URI cloud, Place place) {
    this.cloud = cloud;
    this.place = place;
  }

  /** Whether a request's Authorization is that of a reader. */
  static boolean isAsking(String authorization) {
    return authorization.contains("Credential=" + KEY);
  }

  /** Of which account it asks. */
  static String account(String keyId) {
    return keyId.equals(KEY) ? Place.HOME.account() : keyId.substring(KEY.length());
  }

  /** All egress rules of these groups, from every page, ordered by group and id. */
  List<Cloud.Rule> egressRules(List<String> groups) {
    return rules(groups, "true");
  }

  List<Cloud.Rule> ingressRules(List<String> groups) {
    return rules(groups, "false");
  }

  /** The egress entries of an ACL in the order of their numbers. */
  List<Cloud.Entry> aclEntries(String acl) {
    return items("DescribeNetworkAcls", Map.of("NetworkAclId.1", acl), "networkAclSet").stream()
        .flatMap(found -> egressEntries(found).stream())
        .toList();
  }

  /** The egress entries of the ACL that a subnet has now, in the order of their numbers. */
  List<Cloud.Entry> aclEntriesOf(String subnet) {
    return egressEntries(aclWith(subnet));
  }

  /** The ACL that a subnet has now. */
  String aclOf(String subnet) {
    return text(aclWith(subnet), "networkAclId");
  }

  /** The subnet of a network interface. */
  String subnetOf(String networkInterface) {
    return text(networkInterface(networkInterface), "subnetId");
  }

  /** The private IPv4 addresses of all network interfaces that have a group. */
  List<String> addressesWith(String group) {
    return items(
            "DescribeNetworkInterfaces",
            Map.of("Filter.1.Name", "group-id", "Filter.1.Value.1", group),
            "networkInterfaceSet")
        .stream()
        .flatMap(found -> children(found, "privateIpAddressesSet").stream())
        .flatMap(set -> children(set, "item").stream())
        .map(address -> text(address, "privateIpAddress"))
        .toList();
  }

  /** The blocks in a managed prefix list. */
  List<String> blocksOf(String prefixList) {
    return items("GetManagedPrefixListEntries", Map.of("PrefixListId", prefixList), "entrySet")
        .stream()
        .map(entry -> text(entry, "cidr"))
        .toList();
  }

  /** An instance's security groups with their status. */
  Map<String, String> memberships(String instance) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", "DescribeDBInstances");
    form.put("Version", Rds.VERSION);
    form.put("DBInstanceIdentifier", instance);
    Map<String, String> groups = new LinkedHashMap<>();
    children(ask(form, "rds"), "DescribeDBInstancesResult").stream()
        .flatMap(result -> children(result, "DBInstances").stream())
        .flatMap(list -> children(list, "DBInstance").stream())
        .flatMap(found -> children(found, "VpcSecurityGroups").stream())
        .flatMap(list -> children(list, "VpcSecurityGroupMembership").stream())
        .forEach(each -> groups.put(text(each, "VpcSecurityGroupId"), text(each, "Status")));
    return groups;
  }

  /** The names of all security groups by their ids. */
  Map<String, String> groupNames() {
    Map<String, String> names = new LinkedHashMap<>();
    items("DescribeSecurityGroups", Map.of(), "securityGroupInfo")
        .forEach(group -> names.put(text(group, "groupId"), text(group, "groupName")));
    return names;
  }

  /** The security groups that a network interface has. */
  List<String> groupsOf(String networkInterface) {
    return children(networkInterface(networkInterface), "groupSet").stream()
        .flatMap(set -> children(set, "item").stream())
        .map(group -> text(group, "groupId"))
        .toList();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private Element networkInterface(String id) {
    return only(
        id,
        items(
            "DescribeNetworkInterfaces",
            Map.of("NetworkInterfaceId.1", id),
            "networkInterfaceSet"));
  }

  private Element aclWith(String subnet) {
    return only(
        "ACL of " + subnet,
        items(
            "DescribeNetworkAcls",
            Map.of("Filter.1.Name", "association.subnet-id", "Filter.1.Value.1", subnet),
            "networkAclSet"));
  }

  private static Element only(String what, List<Element> found) {
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " answers for " + what);
    }
    return found.getFirst();
  }

  private static List<Cloud.Entry> egressEntries(Element acl) {
    return children(acl, "entrySet").stream()
        .flatMap(set -> children(set, "item").stream())
        .filter(entry -> text(entry, "egress").equals("true"))
        .map(CloudReader::entry)
        .sorted(Comparator.comparing(Cloud.Entry::number))
        .toList();
  }

  private List<Cloud.Rule> rules(List<String> groups, String egress) {
    if (groups.isEmpty()) {
      return List.of();
    }
    Map<String, String> filter = new LinkedHashMap<>();
    filter.put("Filter.1.Name", "group-id");
    for (int i = 0; i < groups.size(); i++) {
      filter.put("Filter.1.Value." + (i + 1), groups.get(i));
    }
    return items("DescribeSecurityGroupRules", filter, "securityGroupRuleSet").stream()
        .filter(rule -> text(rule, "isEgress").equals(egress))
        .map(CloudReader::rule)
        .sorted(Comparator.comparing(Cloud.Rule::group).thenComparing(Cloud.Rule::id))
        .toList();
  }

  private List<Element> items(String action, Map<String, String> parameters, String set) {
    List<Element> items = new ArrayList<>();
    Map<String, String> form = new LinkedHashMap<>(parameters);
    form.put("Action", action);
    form.put("Version", "2016-11-15");
    while (true) {
      Element answer = ask(form, "ec2");
      for (Element list : children(answer, set)) {
        items.addAll(children(list, "item"));
      }
      String next = text(answer, "nextToken");
      if (next.isEmpty()) {
        return items;
      }
      form.put("NextToken", next);
    }
  }

  private Element ask(Map<String, String> form, String service) {
    HttpRequest request =
        HttpRequest.newBuilder(cloud)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            // nobody checks the signature; moto finds the service by the scope
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=0"
                    .formatted(
                        place.equals(Place.HOME) ? KEY : KEY + place.account(),
                        place.region(),
                        service))
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
            .build();
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            form.get("Action") + ": " + response.statusCode() + " " + response.body());
      }
      return parsed(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Cloud.Rule rule(Element rule) {
    Map<String, String> tags = new HashMap<>();
    for (Element set : children(rule, "tagSet")) {
      children(set, "item").forEach(tag -> tags.put(text(tag, "key"), text(tag, "value")));
    }
    return new Cloud.Rule(
        text(rule, "securityGroupRuleId"),
        text(rule, "groupId"),
        text(rule, "ipProtocol"),
        port(rule, "fromPort"),
        port(rule, "toPort"),
        target(rule),
        text(rule, "description"),
        Map.copyOf(tags));
  }

  private static int port(Element rule, String name) {
    String port = text(rule, name);
    return port.isEmpty() ? -1 : Integer.parseInt(port);
  }

  private static Cloud.Entry entry(Element entry) {
    List<Element> ports = children(entry, "portRange");
    String block = text(entry, "cidrBlock");
    return new Cloud.Entry(
        Integer.parseInt(text(entry, "ruleNumber")),
        text(entry, "protocol"),
        ports.isEmpty() ? -1 : port(ports.getFirst(), "from"),
        ports.isEmpty() ? -1 : port(ports.getFirst(), "to"),
        block.isEmpty() ? text(entry, "ipv6CidrBlock") : block,
        text(entry, "ruleAction"));
  }

  private static String target(Element rule) {
    return Stream.concat(
            Stream.of("cidrIpv4", "cidrIpv6", "prefixListId").map(name -> text(rule, name)),
            children(rule, "referencedGroupInfo").stream().map(group -> text(group, "groupId")))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** The text of the child with that name; empty when there is none. */
  private static String text(Element parent, String name) {
    return children(parent, name).stream()
        .map(child -> child.getTextContent().strip())
        .collect(Collectors.joining());
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Element parsed(String xml) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("not XML: " + xml, e);
    }
  }
}
