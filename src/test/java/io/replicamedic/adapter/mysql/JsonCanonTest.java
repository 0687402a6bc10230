package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What differs as JSON differs as text, and nothing else does. */
class JsonCanonTest {
  @Test
  void spaces_mean_nothing() throws Uncertain {
    assertThat(canonical("{\"a\": [1, 2], \"b\": {}}")).isEqualTo("{\"a\":[1,2],\"b\":{}}");
  }

  @Test
  void a_whole_number_is_not_a_double() throws Uncertain {
    assertThat(canonical("[1]")).isNotEqualTo(canonical("[1.0]"));
    assertThat(canonical("[0.0]")).isNotEqualTo(canonical("[-0.0]"));
    assertThat(canonical("[1e2]")).isEqualTo(canonical("[100.0]"));
  }

  @Test
  void a_number_is_not_its_text_and_null_is_not_the_word() throws Uncertain {
    assertThat(canonical("[1]")).isNotEqualTo(canonical("[\"1\"]"));
    assertThat(canonical("null")).isNotEqualTo(canonical("\"null\""));
  }

  @Test
  void text_cannot_look_like_structure() throws Uncertain {
    assertThat(canonical("[\"a\", \"b\"]")).isNotEqualTo(canonical("[\"a\\\",\\\"b\"]"));
    assertThat(canonical("[\"{\", 1]")).isEqualTo("[\"{\",1]");
    assertThat(canonical("[\"[\", \":\"]")).isEqualTo("[\"[\",\":\"]");
  }

  private static String canonical(String json) throws Uncertain {
    String hex = HexFormat.of().formatHex(json.getBytes(StandardCharsets.UTF_8));
    return new JsonCanon().ofSelected(hex.getBytes(StandardCharsets.US_ASCII));
  }
}
