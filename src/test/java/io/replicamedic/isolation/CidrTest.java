package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "",
        "/",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/8/8",
        "10.0.0",
        "10.0.0.0.0",
        "10.0.0.256",
        "010.0.0.0",
        "10.0.0.1 ",
        "db.example.org",
        ":::",
        "1::2::3",
        "::/129",
        "::/064",
        "1:2:3:4:5:6:7",
        "fe80::1%eth0",
        "[::1]",
        "::12345",
        "::g",
        "::1 ",
        "::10.0.0.256",
        "१.0.0.0"
      })
  void anything_else_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse(text))
        .withMessageContaining("'");
  }

  @ParameterizedTest
  @CsvSource({
    "::/0, ::/0",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1/128",
    "2001:db8:0:1:0:0:0:0/64, 2001:db8:0:1::/64",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1/128",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1/128",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1/128",
    "0:0:0:0:0:0:0:1, ::1/128",
    "1:0:0:0:0:0:0:0, 1::/128",
    "64:ff9b::10.0.0.1, 64:ff9b::a00:1/128",
    "::ffff:0:0/96, ::ffff:0:0/96"
  })
  void ipv6_is_written_as_rfc_5952_says(String text, String written) {
    assertThat(Cidr.parse(text)).hasToString(written).isEqualTo(Cidr.parse(written));
  }

  @Test
  void an_ipv4_mapped_address_is_the_ipv4_address() {
    assertThat(Cidr.ofAddress("::ffff:10.0.0.1")).isEqualTo(Cidr.parse("10.0.0.1/32"));
    assertThat(Cidr.ofAddress("::FFFF:a00:1")).isEqualTo(Cidr.parse("10.0.0.1/32"));
    assertThat(Cidr.ofAddress("::fffe:a00:1")).hasToString("::fffe:a00:1/128");
  }

  @Test
  void no_family_contains_the_other() {
    assertThat(Cidr.parse("::/0").contains("10.0.0.1")).isFalse();
    assertThat(Cidr.parse("0.0.0.0/0").contains("::1")).isFalse();
    assertThat(Cidr.parse("::/0").without(Set.of(Cidr.parse("0.0.0.0"))))
        .containsExactly(Cidr.parse("::/0"));
  }

  @Test
  void everything_minus_one_ipv6_address_is_128_blocks() {
    List<Cidr> blocks = Cidr.parse("::/0").without(Set.of(Cidr.parse("2001:db8::1")));
    assertThat(blocks).hasSize(128).isSorted().contains(Cidr.parse("2001:db8::"));
    assertThat(blocks.getLast()).hasToString("8000::/1");
  }

  @Test
  void ipv6_host_bits_are_refused_with_the_reason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse("2001:db8::1/64"))
        .withMessageContaining("2001:db8::1/64 has host bits set");
  }

  @Test
  void a_place_of_one_family_takes_no_block_of_the_other() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Peer.Ipv4(Cidr.parse("::/0")))
        .withMessage("::/0 is not an IPv4 block");
    assertThatIllegalArgumentException().isThrownBy(() -> new Peer.Ipv6(Cidr.parse("0.0.0.0/0")));
  }

  @Test
  void a_block_is_not_an_address() {
    assertThatIllegalArgumentException().isThrownBy(() -> Cidr.ofAddress("10.0.0.1/32"));
  }
}
