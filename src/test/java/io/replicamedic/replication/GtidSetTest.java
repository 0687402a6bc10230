package io.replicamedic.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GTID sets by example; expected texts are what a 9.7.4 server prints for the same input. */
class GtidSetTest {
  private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  private static final String B = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A:1-5|A:1-5",
        "A:5-5|A:5",
        "A:01|A:1",
        "A:1-5:3-9|A:1-9",
        "A:1-5:6|A:1-6",
        "A:7:1-5|A:1-5:7",
        "A:9:1:5|A:1:5:9",
        "B:1,A:1|A:1,B:1",
        "A:1,A:3,A:2|A:1-3",
        "A:1-5,,A:7,|A:1-5:7",
        ",A:1|A:1",
        "' A : 1 - 5 : 7 '|A:1-5:7",
        "A:9223372036854775806|A:9223372036854775806",
        "A:Tag_1:1-3:5:1|A:tag_1:1-3:5",
        "A:1-5:tag:1-3:7:9:b:1:a:3,A:7:_x:1|A:1-5:7:_x:1:a:3:b:1:tag:1-3:7:9",
        "A:a:1,A:1|A:1:a:1",
      })
  void text_is_read_as_the_server_reads_it_and_printed_as_it_prints(String in, String out) {
    assertThat(set(in)).hasToString(expand(out));
    assertThat(GtidSet.parse(set(in).toString())).isEqualTo(set(in));
  }

  @Test
  void a_server_breaks_its_text_into_lines() {
    assertThat(GtidSet.parse(A + ":1-5,\n" + B + ":1-3\n")).isEqualTo(set("A:1-5,B:1-3"));
  }

  @Test
  void upper_case_is_the_same_set() {
    assertThat(GtidSet.parse((A + ":TAG:1-3").toUpperCase(Locale.ROOT)))
        .isEqualTo(set("A:tag:1-3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", ",", " , \n,"})
  void blank_text_is_the_empty_set(String text) {
    assertThat(GtidSet.parse(text)).isEqualTo(GtidSet.empty()).hasToString("");
    assertThat(GtidSet.parse(text).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|'x'",
        "A|no numbers",
        "A:|''",
        "A:1-5:|''",
        "A::1|''",
        "A:1: :3|''",
        "A:0|'0'",
        "A:0-3|'0'",
        "A:1-|''",
        "A:-3|'-3'",
        "A:5-3|'5-3'",
        "A:1-2-3|'1-2-3'",
        "A:1 2|'1 2'",
        "A:+1|'+1'",
        "A:1tag:1|'1tag'",
        "A:tag|no numbers",
        "A:tag:|''",
        "A:1:tag|no numbers",
        "A:tag:tag:1|no numbers",
        "A:tag-x:1|'tag-x'",
        "A:abcdefghijabcdefghijabcdefghijabc:1|'abcdefghijabcdefghijabcdefghijabc'",
        "A:9223372036854775807|'9223372036854775807'",
        "A:99999999999999999999|'99999999999999999999'",
        "A:1-5,B:x y:3|'x y'",
        "A:١|'١'",
      })
  void a_bad_part_is_named(String text, String part) {
    // CsvSource takes the quotes off.
    assertThatThrownBy(() -> set(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a GTID set: ")
        .hasMessageContaining(part);
  }

  @Test
  void what_a_server_reads_as_nothing_is_refused_rather_than_dropped() {
    for (String dropped : List.of("A", "A:5-3", "A:tag", "A:1:tag")) {
      assertThatThrownBy(() -> set(dropped)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void containing_is_per_uuid_and_tag() {
    GtidSet set = set("A:1-5:7:tag:1-3,B:9");
    assertThat(set.contains(gtid("A:5"))).isTrue();
    assertThat(set.contains(gtid("A:6"))).isFalse();
    assertThat(set.contains(gtid("A:tag:3"))).isTrue();
    assertThat(set.contains(gtid("A:tag:4"))).isFalse();
    assertThat(set.contains(gtid("A:other:1"))).isFalse();
    assertThat(set.contains(gtid("B:1"))).isFalse();
    assertThat(set.contains(set("A:2-3:tag:1"))).isTrue();
    assertThat(set.contains(set("A:5-7"))).isFalse();
    assertThat(set.contains(GtidSet.empty())).isTrue();
    assertThat(GtidSet.empty().contains(set)).isFalse();
    assertThat(GtidSet.empty().contains(GtidSet.empty())).isTrue();
  }

  @Test
  void subtracting_leaves_what_the_other_side_lacks() {
    assertThat(set("A:1-10").subtract(set("A:3-4:8"))).isEqualTo(set("A:1-2:5-7:9-10"));
    assertThat(set("A:1-10,B:1").subtract(set("A:1-20"))).isEqualTo(set("B:1"));
    assertThat(set("A:1-3:tag:1-3").subtract(set("A:1-3"))).isEqualTo(set("A:tag:1-3"));
    assertThat(set("A:1-3").subtract(set("A:1-3"))).isEqualTo(GtidSet.empty());
  }

  @Test
  void union_and_intersection_meet_at_the_edges() {
    assertThat(set("A:1-3").union(set("A:4-5,B:1"))).isEqualTo(set("A:1-5,B:1"));
    assertThat(set("A:1-3:7-9").intersect(set("A:3-7"))).isEqualTo(set("A:3:7"));
    assertThat(set("A:1-3").intersect(set("A:4"))).isEqualTo(GtidSet.empty());
    assertThat(set("A:tag:1-3").intersect(set("A:1-3"))).isEqualTo(GtidSet.empty());
  }

  @Test
  void one_transaction_is_put_in_and_taken_out() {
    assertThat(set("A:1-3").with(gtid("A:5"))).isEqualTo(set("A:1-3:5"));
    assertThat(set("A:1-3").without(gtid("A:2"))).isEqualTo(set("A:1:3"));
    assertThat(set("A:1").without(gtid("A:1"))).isEqualTo(GtidSet.empty());
    assertThat(set("A:1").without(gtid("A:tag:1"))).isEqualTo(set("A:1"));
  }

  @Test
  void a_uuids_part_has_all_its_tags() {
    GtidSet set = set("A:1-5:tag:1-3,B:9");
    assertThat(set.ofUuid(A.toUpperCase(Locale.ROOT))).isEqualTo(set("A:1-5:tag:1-3"));
    assertThat(set.uuids()).containsExactly(A, B);
    assertThat(set.hasTags()).isTrue();
    assertThat(set.ofUuid(B).hasTags()).isFalse();
    assertThatThrownBy(() -> set.ofUuid("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_last_one_is_the_highest_untagged() {
    GtidSet set = set("A:1-5:7:tag:1-30,B:tag:1");
    assertThat(set.last(A)).contains(gtid("A:7"));
    assertThat(set.last(B)).isEmpty();
  }

  @Test
  void counting_counts_every_transaction() {
    assertThat(set("A:1-5:7:tag:1-3,B:9").count()).isEqualTo(10);
    assertThat(GtidSet.empty().count()).isZero();
    assertThat(set("A:1-9223372036854775806,B:1-9223372036854775806").count())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void intervals_are_told_for_one_uuid_and_tag() {
    GtidSet set = set("A:1-5:7:tag:1-3");
    assertThat(set.intervals(A, ""))
        .containsExactly(new GtidSet.Interval(1, 5), new GtidSet.Interval(7, 7));
    assertThat(set.intervals(A, "TAG")).containsExactly(new GtidSet.Interval(1, 3));
    assertThat(set.intervals(B, "")).isEmpty();
  }

  @Test
  void equal_sets_are_equal_however_they_were_written() {
    assertThat(set("A:1-3,A:4-5").hashCode()).isEqualTo(set("A:1-5").hashCode());
    assertThat(set("A:1-5")).isNotEqualTo(set("A:1-4")).isNotEqualTo("A:1-5");
  }

  private static GtidSet set(String text) {
    return GtidSet.parse(expand(text));
  }

  private static Gtid gtid(String text) {
    return Gtid.parse(expand(text));
  }

  /** Names of one letter for the two uuids, as whole words only: tags are lower case. */
  private static String expand(String text) {
    return text.replaceAll("\\bA\\b", A).replaceAll("\\bB\\b", B);
  }
}
