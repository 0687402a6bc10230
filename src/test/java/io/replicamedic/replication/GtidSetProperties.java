package io.replicamedic.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every operation of GtidSet against the naive truth: a set of the texts of single GTIDs. */
class GtidSetProperties {
  private static final List<String> UUIDS =
      List.of("3e11fa47-71ca-11e1-9e33-c80aa9429562", "00000000-0000-0000-0000-00000000000f");

  @Property
  void operations_agree_with_plain_sets(
      @ForAll("members") Set<String> a, @ForAll("members") Set<String> b) {
    GtidSet left = setOf(a);
    GtidSet right = setOf(b);
    assertThat(members(left.union(right))).isEqualTo(with(a, b));
    assertThat(members(left.subtract(right))).isEqualTo(minus(a, b));
    assertThat(members(left.intersect(right))).isEqualTo(minus(a, minus(a, b)));
    assertThat(left.contains(right)).isEqualTo(a.containsAll(b));
    assertThat(left.equals(right)).isEqualTo(a.equals(b));
  }

  @Property
  void one_member_more_or_less_agrees_with_plain_sets(
      @ForAll("members") Set<String> a, @ForAll("member") String one) {
    Gtid gtid = Gtid.parse(one);
    assertThat(setOf(a).contains(gtid)).isEqualTo(a.contains(one));
    assertThat(members(setOf(a).with(gtid))).isEqualTo(with(a, Set.of(one)));
    assertThat(members(setOf(a).without(gtid))).isEqualTo(minus(a, Set.of(one)));
  }

  @Property
  void readings_agree_with_plain_sets(@ForAll("members") Set<String> a) {
    GtidSet set = setOf(a);
    assertThat(set.count()).isEqualTo(a.size());
    assertThat(set.isEmpty()).isEqualTo(a.isEmpty());
    assertThat(set.hasTags())
        .isEqualTo(a.stream().anyMatch(each -> each.split(":", -1).length == 3));
    assertThat(set.uuids())
        .isEqualTo(a.stream().map(each -> each.split(":", -1)[0]).collect(Collectors.toSet()));
    for (String uuid : UUIDS) {
      Set<String> own = new HashSet<>(a);
      own.removeIf(each -> !each.startsWith(uuid));
      assertThat(members(set.ofUuid(uuid))).isEqualTo(own);
      own.removeIf(each -> each.split(":", -1).length == 3);
      assertThat(set.last(uuid).map(Gtid::number))
          .isEqualTo(
              own.stream().map(each -> Long.valueOf(each.split(":", -1)[1])).max(Long::compare));
    }
  }

  @Property
  void order_of_writing_does_not_matter_and_the_text_reads_back(
      @ForAll("members") Set<String> a, @ForAll int seed) {
    List<String> shuffled = new ArrayList<>(a);
    Collections.shuffle(shuffled, new Random(seed));
    GtidSet set = GtidSet.parse(String.join(",\n", shuffled));
    assertThat(set).isEqualTo(setOf(a)).hasToString(setOf(a).toString());
    assertThat(set.hashCode()).isEqualTo(setOf(a).hashCode());
    assertThat(GtidSet.parse(set.toString())).isEqualTo(set);
  }

  @Provide
  Arbitrary<String> member() {
    // Few numbers, so that sets touch, overlap and have holes.
    return Combinators.combine(
            Arbitraries.of(UUIDS),
            Arbitraries.of("", "", "a:", "b_1:"),
            Arbitraries.integers().between(1, 12))
        .as((uuid, tag, number) -> uuid + ":" + tag + number);
  }

  @Provide
  Arbitrary<Set<String>> members() {
    return member().set().ofMaxSize(30);
  }

  private static GtidSet setOf(Set<String> members) {
    return GtidSet.parse(String.join(",", members));
  }

  /** Lists the members by reading the canonical text only, not by GtidSet's own methods. */
  private static Set<String> members(GtidSet set) {
    Set<String> found = new TreeSet<>();
    for (String uuidSet : set.toString().split(",", -1)) {
      String tag = "";
      String[] parts = uuidSet.split(":", -1);
      for (int i = 1; i < parts.length; i++) {
        if (!Character.isDigit(parts[i].charAt(0))) {
          tag = parts[i] + ":";
          continue;
        }
        String[] ends = parts[i].split("-", -1);
        for (int n = Integer.parseInt(ends[0]); n <= Integer.parseInt(ends[ends.length - 1]); n++) {
          found.add(parts[0] + ":" + tag + n);
        }
      }
    }
    return found;
  }

  private static Set<String> with(Set<String> a, Set<String> b) {
    Set<String> result = new HashSet<>(a);
    result.addAll(b);
    return result;
  }

  private static Set<String> minus(Set<String> a, Set<String> b) {
    Set<String> result = new HashSet<>(a);
    result.removeAll(b);
    return result;
  }
}
