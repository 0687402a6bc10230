package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTimeTest {
  @ParameterizedTest
  @ValueSource(strings = {"30", "30s", "30S", "PT30S", "pt30s", " 30s "})
  void thirty_seconds_may_be_written_so(String text) {
    assertThat(WaitTime.parse(text).atMost()).isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1", "-1s", "PT-1S", "1m", "30 s", "1e3", "99999999999"})
  void nothing_else_is_a_wait_time(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> WaitTime.parse(text));
  }
}
