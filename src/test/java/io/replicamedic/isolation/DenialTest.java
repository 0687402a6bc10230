package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DenialTest {
  private static final String SOURCE = "10.0.0.1";
  private static final AclEntry OUT = entry(100, "-1", "0.0.0.0/0", true);
  private static final AclEntry LAST = entry(32767, "-1", "0.0.0.0/0", false);

  @Test
  void the_deny_takes_the_number_just_below_what_allows() {
    assertThat(plan(acl(OUT, LAST)))
        .isEqualTo(new Denial.Possible(List.of(at(99, SOURCE + "/32"))));
  }

  @Test
  void a_number_that_is_taken_or_burnt_is_passed_over() {
    NetworkAcl acl = acl(OUT, entry(99, "-1", "192.0.2.0/24", false), LAST);
    assertThat(Denial.plan(List.of(acl), Set.of(SOURCE), 3306, Map.of("acl-1", Set.of(98, 96))))
        .isEqualTo(new Denial.Possible(List.of(at(97, SOURCE + "/32"))));
  }

  @Test
  void what_matches_first_decides_and_not_what_comes_later() {
    AclEntry narrow = new AclEntry(50, "6", 3306, 3306, Cidr.parse("10.0.0.0/8"), true);
    AclEntry other = new AclEntry(10, "6", 443, 443, Cidr.parse("10.0.0.0/8"), true);
    assertThat(plan(acl(OUT, narrow, other, LAST)))
        .isEqualTo(new Denial.Possible(List.of(at(49, SOURCE + "/32"))));
  }

  @Test
  void each_address_has_a_number_of_its_own() {
    NetworkAcl acl = acl(OUT, entry(101, "-1", "::/0", true), LAST);
    assertThat(Denial.plan(List.of(acl), Set.of(SOURCE, "10.0.0.2", "2001:db8::1"), 3306, Map.of()))
        .isEqualTo(
            new Denial.Possible(
                List.of(at(99, "10.0.0.1/32"), at(98, "10.0.0.2/32"), at(97, "2001:db8::1/128"))));
  }

  @Test
  void what_is_denied_anyway_needs_nothing() {
    NetworkAcl closed = acl(entry(90, "-1", "10.0.0.0/24", false), OUT, LAST);
    assertThat(plan(closed)).isEqualTo(new Denial.Unneeded());
    assertThat(plan(acl(LAST))).isEqualTo(new Denial.Unneeded());
    assertThat(plan(acl())).isEqualTo(new Denial.Unneeded());
    assertThat(closed.allows(SOURCE, 3306)).isFalse();
    assertThat(closed.allows("10.0.1.1", 3306)).isTrue();
    assertThat(closed.allows("2001:db8::1", 3306)).isFalse();
  }

  @Test
  void no_free_number_is_a_no_that_names_those_taken() {
    NetworkAcl acl = acl(entry(3, "-1", "0.0.0.0/0", true), entry(1, "17", "0.0.0.0/0", true));
    assertThat(Denial.plan(List.of(acl), Set.of(SOURCE), 3306, Map.of("acl-1", Set.of(2, 7))))
        .isEqualTo(
            new Denial.Impossible(
                List.of(
                    "acl-1: no number below entry 3 allow all to 0.0.0.0/0 is free for 10.0.0.1:"
                        + " taken [1], not to be used again yet [2]")));
  }

  @Test
  void more_entries_than_the_quota_are_a_no_with_the_numbers() {
    assertThat(plan(acl(entries(18)))).isInstanceOf(Denial.Possible.class);
    assertThat(plan(acl(entries(19))))
        .isEqualTo(
            new Denial.Impossible(
                List.of("acl-1: 19 egress entries now and 1 more are 20, 19 are allowed")));
  }

  @Test
  void nothing_known_is_no_reason_to_think_it_denied() {
    assertThat(Denial.plan(List.of(), Set.of(SOURCE), 3306, Map.of()))
        .isEqualTo(new Denial.Impossible(List.of("no network ACL of the database is known")));
    assertThat(Denial.plan(List.of(acl(OUT)), Set.of(), 3306, Map.of()))
        .isEqualTo(new Denial.Impossible(List.of("no address of the source is known")));
  }

  private static Denial plan(NetworkAcl acl) {
    return Denial.plan(List.of(acl), Set.of(SOURCE), 3306, Map.of());
  }

  private static NetworkAcl acl(AclEntry... entries) {
    return new NetworkAcl("acl-1", Set.of("subnet-1"), List.of(entries));
  }

  /** That many, the last of them allows all, and AWS's own. */
  private static AclEntry[] entries(int count) {
    return Stream.concat(
            IntStream.range(1, count).mapToObj(i -> entry(i, "17", "192.0.2.0/24", true)),
            Stream.of(OUT, LAST))
        .toArray(AclEntry[]::new);
  }

  private static AclEntry entry(int number, String protocol, String block, boolean allow) {
    return new AclEntry(number, protocol, -1, -1, Cidr.parse(block), allow);
  }

  private static Placement at(int number, String block) {
    return Placement.at(number, "acl-1", Cidr.parse(block), 3306);
  }
}
