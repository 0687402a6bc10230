package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No two byte strings look the same, and what is shown leads back to the bytes. */
class TextCanonTest {
  @Test
  void readable_text_is_shown_as_it_is() {
    assertThat(TextCanon.canonical("O'Brien é 😀\n".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("O'Brien é 😀\n");
  }

  @Test
  void other_bytes_and_what_looks_like_them_are_in_hexadecimal() {
    assertThat(TextCanon.canonical(new byte[] {(byte) 0xE9})).isEqualTo("0xE9");
    assertThat(TextCanon.canonical(new byte[] {'0', 'x', 'E', '9'})).isEqualTo("0x30784539");
    assertThat(TextCanon.canonical(new byte[] {0})).isEqualTo("0x00");
  }

  @Test
  void every_byte_string_has_a_text_of_its_own() {
    Random random = new Random(7);
    Set<String> texts = new HashSet<>();
    Set<String> origins = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(4)];
      random.nextBytes(bytes);
      String text = TextCanon.canonical(bytes);
      assertThat(TextCanon.bytes(text)).isEqualTo(bytes);
      texts.add(text);
      origins.add(TextCanon.hex(bytes));
    }
    assertThat(texts).hasSameSizeAs(origins);
  }
}
