package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @Test
  void everything_minus_one_address_is_32_blocks() {
    List<Cidr> blocks = Cidr.parse("0.0.0.0/0").without(Set.of(Cidr.parse("10.0.0.1")));
    assertThat(blocks).hasSize(32);
    assertThat(blocks.getFirst()).hasToString("0.0.0.0/5");
    assertThat(blocks.getLast()).hasToString("128.0.0.0/1");
  }

  @Test
  void a_bare_address_is_a_block_of_one() {
    assertThat(Cidr.parse("10.0.0.1"))
        .isEqualTo(Cidr.parse("10.0.0.1/32"))
        .hasToString("10.0.0.1/32");
  }

  @Test
  void blocks_above_the_middle_are_no_negative_numbers() {
    assertThat(Cidr.parse("128.0.0.0/1").contains("255.255.255.255")).isTrue();
    assertThat(Cidr.parse("128.0.0.0/1").contains("127.255.255.255")).isFalse();
    assertThat(Cidr.parse("0.0.0.0/0").without(Set.of(Cidr.parse("64.0.0.0/2"))))
        .extracting(Cidr::toString)
        .containsExactly("0.0.0.0/2", "128.0.0.0/1");
  }

  @Test
  void host_bits_are_refused_with_the_reason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse("10.0.0.1/8"))
        .withMessageContaining("10.0.0.1/8 has host bits set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/8/8", "10.0.0",
        "10.0.0.0.0", "10.0.0.256", "010.0.0.0", "10.0.0.1 ", "::1", "::/0", "db.example.org",
            "१.0.0.0"
      })
  void anything_else_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse(text))
        .withMessageContaining("'");
  }

  @Test
  void a_block_is_not_an_address() {
    assertThatIllegalArgumentException().isThrownBy(() -> Cidr.ofAddress("10.0.0.1/32"));
  }
}
