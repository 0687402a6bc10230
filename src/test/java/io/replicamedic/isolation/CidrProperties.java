package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every operation of Cidr against strings of zeros and ones. */
class CidrProperties {
  @Property(tries = 500)
  void a_block_without_holes_is_what_hangs_off_the_ways_to_the_holes(
      @ForAll("blocks") String block, @ForAll("holes") Set<String> holes) {
    Set<Cidr> parsed = holes.stream().map(Cidr::parse).collect(Collectors.toSet());
    assertThat(Cidr.parse(block).without(parsed))
        .extracting(Cidr::toString)
        .containsExactlyElementsOf(Naive.minus(block, holes));
  }

  @Property(tries = 500)
  void containing_is_beginning_with_the_same_bits(
      @ForAll("blocks") String one, @ForAll("blocks") String other, @ForAll("address") String at) {
    assertThat(Cidr.parse(one).contains(Cidr.parse(other)))
        .isEqualTo(Naive.bits(other).startsWith(Naive.bits(one)));
    assertThat(Cidr.parse(one).contains(at)).isEqualTo(Naive.bits(at).startsWith(Naive.bits(one)));
  }

  @Property(tries = 200)
  void the_text_reads_back(@ForAll("blocks") String block) {
    assertThat(Cidr.parse(block)).hasToString(block);
  }

  @Provide
  Arbitrary<String> address() {
    // Few places, so that blocks touch and nest; anywhere, for the rest of the number range.
    return Arbitraries.oneOf(
        Arbitraries.of(World.ADDRESSES),
        Arbitraries.integers()
            .between(0, 255)
            .array(Integer[].class)
            .ofSize(4)
            .map(octets -> "%d.%d.%d.%d".formatted((Object[]) octets)),
        Arbitraries.of(0, 0, 0, 1, 0xdb8, 0x8000, 0xffff)
            .array(Integer[].class)
            .ofSize(8)
            .map(groups -> "%x:%x:%x:%x:%x:%x:%x:%x".formatted((Object[]) groups)));
  }

  @Provide
  Arbitrary<String> blocks() {
    return Combinators.combine(address(), Arbitraries.integers().between(0, 128))
        .as(
            (address, prefix) ->
                Naive.around(address, address.contains(":") ? prefix : prefix % 33));
  }

  @Provide
  Arbitrary<Set<String>> holes() {
    return blocks().set().ofMaxSize(5);
  }
}
