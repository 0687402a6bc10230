package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.isolation.AclEntry;
import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.NetworkAcl;
import io.replicamedic.lab.Cloud;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.ApiAnswer.Accepted;
import io.replicamedic.outside.ApiAnswer.Refused;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkAcls;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What we rely on in EC2's subnets and ACLs; run on every cloud that stands in for it. Each rule
 * has its own subnet and ACL.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NetworkAclsContract {
  private static final String NO_ACL = "acl-0123456789abcdef0";
  private static final String NO_SUBNET = "subnet-0123456789abcdef0";
  private static final AclEntry LAST = all(32767, "0.0.0.0/0", false);

  private int subnets = 127;

  abstract Cloud cloud();

  abstract NetworkAcls acls();

  @Test
  void an_acl_is_read_whole_with_every_subnet_that_it_holds_for() {
    String one = subnet();
    String two = subnet();
    String acl = cloud().acl(List.of(one, two));
    cloud().entry(acl, new Cloud.Entry(100, "-1", -1, -1, "0.0.0.0/0", "allow"));
    cloud().entry(acl, new Cloud.Entry(90, "6", 3306, 3307, "10.9.0.0/16", "deny"));
    assertThat(acls().ofSubnets(Set.of(one)))
        .containsExactly(
            new NetworkAcl(
                acl,
                Set.of(one, two),
                List.of(
                    new AclEntry(90, "6", 3306, 3307, Cidr.parse("10.9.0.0/16"), false),
                    all(100, "0.0.0.0/0", true),
                    LAST)));
  }

  @Test
  void every_acl_of_several_subnets_is_told_once() {
    String one = subnet();
    String two = subnet();
    String both = cloud().acl(List.of(one, two));
    String three = subnet();
    String other = cloud().acl(List.of(three));
    assertThat(acls().ofSubnets(Set.of(one, two, three)))
        .extracting(NetworkAcl::id)
        .containsExactlyInAnyOrder(both, other)
        .isSorted();
  }

  @Test
  void a_subnet_of_which_nothing_is_told_is_unreadable() {
    String real = subnet();
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> acls().ofSubnets(Set.of(real, NO_SUBNET)))
        .withMessageContaining(NO_SUBNET);
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> acls().blocks(Set.of(real, NO_SUBNET)))
        .withMessageContaining(NO_SUBNET);
  }

  @Test
  void nothing_is_asked_of_no_subnet() {
    assertThat(acls().ofSubnets(Set.of())).isEmpty();
    assertThat(acls().acls(Set.of())).isEmpty();
    assertThat(acls().blocks(Set.of())).isEmpty();
  }

  @Test
  void an_acl_that_is_gone_is_missing() {
    String acl = cloud().acl(List.of(subnet()));
    assertThat(acls().acls(Set.of(acl, NO_ACL))).extracting(NetworkAcl::id).containsExactly(acl);
  }

  @Test
  void a_subnet_has_an_IPv4_block_and_perhaps_one_of_IPv6() {
    String old = cloud().subnet("10.0." + next() + ".128/25");
    String both = cloud().subnet("10.0." + next() + ".0/24", "2001:db8:1:2::/64");
    Map<String, Set<Cidr>> blocks = acls().blocks(Set.of(old, both));
    assertThat(blocks.get(old)).hasSize(1);
    assertThat(blocks.get(both)).hasSize(2).contains(Cidr.parse("2001:db8:1:2::/64"));
  }

  @Test
  void entries_of_every_kind_survive() {
    String subnet = subnet();
    String acl = cloud().acl(List.of(subnet));
    List<AclEntry> entries =
        List.of(
            all(10, "10.1.0.0/16", false),
            new AclEntry(20, "6", 3306, 3306, Cidr.parse("10.2.0.1/32"), false),
            new AclEntry(21, "6", -1, -1, Cidr.parse("10.2.0.1/32"), true),
            new AclEntry(30, "17", 53, 60, Cidr.parse("10.3.0.0/16"), true),
            new AclEntry(50, "6", 3306, 3306, Cidr.parse("2001:db8::1/128"), false));
    entries.forEach(entry -> accepted(acls().create(acl, entry, Instant.now())));
    assertThat(egress(subnet).subList(0, entries.size())).isEqualTo(entries);
  }

  @Test
  void icmp_types_and_codes_survive() {
    String subnet = subnet();
    String acl = cloud().acl(List.of(subnet));
    AclEntry ping = new AclEntry(40, "1", 8, -1, Cidr.parse("10.4.0.0/16"), true);
    accepted(acls().create(acl, ping, Instant.now()));
    assertThat(egress(subnet)).containsExactly(ping, LAST);
  }

  @Test
  void a_number_that_is_taken_is_refused() {
    String subnet = subnet();
    String acl = cloud().acl(List.of(subnet));
    accepted(acls().create(acl, all(7, "10.0.0.0/8", true), Instant.now()));
    assertThat(refused(acls().create(acl, all(7, "10.0.0.1/32", false), Instant.now())).code())
        .isEqualTo("NetworkAclEntryAlreadyExists");
    assertThat(egress(subnet)).containsExactly(all(7, "10.0.0.0/8", true), LAST);
  }

  @Test
  void an_entry_is_replaced_and_deleted_by_its_number() {
    String subnet = subnet();
    String acl = cloud().acl(List.of(subnet));
    accepted(acls().create(acl, all(7, "10.0.0.1/32", true), Instant.now()));
    accepted(acls().create(acl, all(8, "10.0.0.0/8", true), Instant.now()));
    accepted(acls().replace(acl, all(7, "10.0.0.1/32", false), Instant.now()));
    assertThat(egress(subnet))
        .containsExactly(all(7, "10.0.0.1/32", false), all(8, "10.0.0.0/8", true), LAST);
    accepted(acls().delete(acl, 7, Instant.now()));
    assertThat(egress(subnet)).containsExactly(all(8, "10.0.0.0/8", true), LAST);
  }

  @Test
  void replacing_and_deleting_what_is_not_there_is_refused() {
    String acl = cloud().acl(List.of(subnet()));
    assertThat(refused(acls().replace(acl, all(7, "10.0.0.1/32", false), Instant.now())).code())
        .isEqualTo("InvalidNetworkAclEntry.NotFound");
    assertThat(refused(acls().delete(acl, 7, Instant.now())).code())
        .isEqualTo("InvalidNetworkAclEntry.NotFound");
  }

  @Test
  void an_acl_that_is_not_there_is_refused() {
    assertThat(refused(acls().create(NO_ACL, all(7, "10.0.0.1/32", false), Instant.now())).code())
        .isEqualTo("InvalidNetworkAclID.NotFound");
  }

  @Test
  void more_entries_than_the_quota_are_refused() {
    String subnet = subnet();
    String acl = cloud().acl(List.of(subnet));
    for (int number = 1; number < 20; number++) {
      accepted(acls().create(acl, all(number, "10.0.0.0/8", true), Instant.now()));
    }
    assertThat(refused(acls().create(acl, all(20, "10.0.0.0/8", true), Instant.now())).code())
        .isEqualTo("NetworkAclEntryLimitExceeded");
    assertThat(egress(subnet)).as("the implicit last one counts").hasSize(20);
  }

  @Test
  void a_dry_run_that_is_permitted_changes_nothing() {
    String subnet = subnet();
    String acl = cloud().acl(List.of(subnet));
    accepted(acls().create(acl, all(7, "10.0.0.1/32", true), Instant.now()));
    assertThat(acls().refusalToCreate(acl, all(8, "10.0.0.1/32", true))).isEmpty();
    assertThat(acls().refusalToReplace(acl, all(7, "10.0.0.1/32", false))).isEmpty();
    assertThat(acls().refusalToDelete(acl, 7)).isEmpty();
    assertThat(egress(subnet)).containsExactly(all(7, "10.0.0.1/32", true), LAST);
  }

  private String subnet() {
    return cloud().subnet("10.0." + next() + ".0/24");
  }

  private String next() {
    subnets++;
    return Integer.toString(subnets);
  }

  private List<AclEntry> egress(String subnet) {
    return acls().ofSubnets(Set.of(subnet)).getFirst().egress();
  }

  private static void accepted(ApiAnswer answer) {
    assertThat(answer).isInstanceOf(Accepted.class);
  }

  private static Refused refused(ApiAnswer answer) {
    assertThat(answer).isInstanceOf(Refused.class);
    return (Refused) answer;
  }

  static AclEntry all(int number, String block, boolean allow) {
    return new AclEntry(number, "-1", -1, -1, Cidr.parse(block), allow);
  }
}
