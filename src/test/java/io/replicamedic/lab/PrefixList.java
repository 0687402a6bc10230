package io.replicamedic.lab;

import java.util.List;

/**
 * A managed prefix list of a {@link Vpc}'s account.
 *
 * @param maxEntries what it counts against a group's quota
 * @param blocks of one address family, in the order of their text
 */
record PrefixList(String id, String name, int maxEntries, List<String> blocks) {
  PrefixList {
    blocks = blocks.stream().sorted().toList();
  }

  Grant.Kind family() {
    return blocks.stream().anyMatch(block -> block.contains(":"))
        ? Grant.Kind.IPV6
        : Grant.Kind.IPV4;
  }

  static List<Xml> describe(Query request, Vpc vpc) {
    List<String> ids = request.texts("PrefixListId");
    ids.forEach(vpc::list);
    Filters<PrefixList> filters =
        new Filters<PrefixList>()
            .on("prefix-list-id", list -> List.of(list.id))
            .on("prefix-list-name", list -> List.of(list.name))
            .on("owner-id", list -> List.of(Ec2.ACCOUNT));
    return Page.ofHundred(
        request,
        "prefixListSet",
        filters.of(request, vpc.lists().values()).stream()
            .filter(list -> ids.isEmpty() || ids.contains(list.id))
            .toList(),
        PrefixList::id,
        PrefixList::content);
  }

  static List<Xml> entries(Query request, Vpc vpc) {
    return Page.ofHundred(
        request,
        "entrySet",
        vpc.list(request.text("PrefixListId")).blocks,
        block -> block,
        block -> List.of(Xml.of("cidr", block), Xml.of("description", "in the list")));
  }

  private List<Xml> content() {
    return List.of(
        Xml.of("prefixListId", id),
        Xml.of("addressFamily", family() == Grant.Kind.IPV6 ? "IPv6" : "IPv4"),
        Xml.of("state", "create-complete"),
        Xml.of("prefixListName", name),
        Xml.of("maxEntries", maxEntries),
        Xml.of("version", 1),
        Xml.of("ownerId", Ec2.ACCOUNT));
  }
}
