package io.replicamedic.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One GTID by example. */
class GtidTest {
  private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

  @Test
  void untagged_and_tagged_are_read() {
    assertThat(Gtid.parse(A + ":5")).isEqualTo(new Gtid(A, "", 5)).hasToString(A + ":5");
    assertThat(Gtid.parse(A + ":tag:5")).isEqualTo(new Gtid(A, "tag", 5)).hasToString(A + ":tag:5");
  }

  @Test
  void case_and_spaces_do_not_matter() {
    assertThat(Gtid.parse(" 3E11FA47-71CA-11E1-9E33-C80AA9429562 : Tag : 05 "))
        .isEqualTo(new Gtid(A, "tag", 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ANONYMOUS",
        A,
        A + ":",
        A + ":0",
        A + ":1-2",
        A + "::1",
        A + ":tag",
        A + ":a:b:1",
        A + ":1:1",
        A + ":9223372036854775807"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> Gtid.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
