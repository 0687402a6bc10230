package io.replicamedic.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** To which channel an act was done. */
class ActTest {
  private static final Act NAMED = new Act(Act.Kind.STOP, Optional.empty(), Instant.EPOCH, "eve");

  @Test
  void an_act_on_a_channel_is_on_that_one_only() {
    Act act = Act.on("", Act.Kind.STOP, Instant.EPOCH, "eve");
    assertThat(act.isOn("", List.of("", "east"))).isTrue();
    assertThat(act.isOn("east", List.of("", "east"))).isFalse();
  }

  @Test
  void an_act_on_some_named_channel_is_on_the_only_one_or_on_none_that_is_known() {
    assertThat(NAMED.isOn("east", List.of("", "east"))).isTrue();
    assertThat(NAMED.isOn("", List.of("", "east"))).isFalse();
    assertThat(NAMED.isOn("", List.of(""))).isFalse();
    assertThat(NAMED.isOn("east", List.of("east", "west"))).isFalse();
  }
}
