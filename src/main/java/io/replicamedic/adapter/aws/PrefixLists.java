package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.Calls.text;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.ManagedPrefixList;
import io.replicamedic.outside.CloudUnreadable;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;

/** Managed prefix lists with their entries; read by {@link Ec2Network}. */
final class PrefixLists {
  private static final String LISTS = "ec2:DescribeManagedPrefixLists";
  private static final String ENTRIES = "ec2:GetManagedPrefixListEntries";

  /** The API's most for these two. */
  private static final int PAGE = 100;

  /** AWS tells no size of its own lists; these two count as one rule each (VPC user guide). */
  private static final Set<String> OF_ONE = Set.of("s3", "dynamodb");

  /** The most that any list of AWS's counts (CloudFront's). */
  private static final int HEAVIEST = 55;

  private final Supplier<Ec2Client> reader;

  PrefixLists(Supplier<Ec2Client> reader) {
    this.reader = reader;
  }

  List<ManagedPrefixList> of(Set<String> ids) {
    if (ids.isEmpty()) {
      return List.of(); // a filter without values would mean every list
    }
    List<software.amazon.awssdk.services.ec2.model.ManagedPrefixList> told =
        Calls.read(
            LISTS,
            () ->
                reader
                    .get()
                    .describeManagedPrefixListsPaginator(
                        all -> all.filters(Filters.in("prefix-list-id", ids)).maxResults(PAGE))
                    .prefixLists()
                    .stream()
                    .toList());
    return told.stream()
        .map(this::whole)
        .sorted(Comparator.comparing(ManagedPrefixList::id))
        .toList();
  }

  private ManagedPrefixList whole(
      software.amazon.awssdk.services.ec2.model.ManagedPrefixList told) {
    String id = told.prefixListId();
    List<Cidr> entries =
        Calls.read(
                ENTRIES,
                () ->
                    reader
                        .get()
                        .getManagedPrefixListEntriesPaginator(
                            all -> all.prefixListId(id).maxResults(PAGE))
                        .entries()
                        .stream()
                        .toList())
            .stream()
            .map(entry -> block(id, entry))
            .sorted()
            .toList();
    Integer most = told.maxEntries();
    return new ManagedPrefixList(
        id, most == null ? weight(text(told.prefixListName()), entries.size()) : most, entries);
  }

  private static Cidr block(String list, PrefixListEntry entry) {
    try {
      return Cidr.parse(entry.cidr());
    } catch (IllegalArgumentException e) {
      throw new CloudUnreadable(ENTRIES, "", list + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** {@code com.amazonaws.eu-central-1.s3}. */
  private static int weight(String name, int entries) {
    return OF_ONE.contains(name.substring(name.lastIndexOf('.') + 1))
        ? 1
        : Math.max(entries, HEAVIEST);
  }
}
