package io.replicamedic.adapter.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Asks for names that no name server is needed for. */
class SystemNamesTest {
  private final SystemNames names = new SystemNames();

  @Test
  void a_literal_is_its_own_address() {
    assertThat(names.addresses("10.0.0.5")).containsExactly("10.0.0.5");
    assertThat(names.addresses("2001:db8::5")).containsExactly("2001:db8:0:0:0:0:0:5");
  }

  @Test
  void the_machines_own_name_has_an_address() {
    assertThat(names.addresses("localhost")).contains("127.0.0.1");
  }

  @Test
  void an_address_says_nothing_of_the_way_there() {
    assertThat(names.addresses("fe80::1%1")).containsExactly("fe80:0:0:0:0:0:0:1");
  }

  @Test
  void an_unknown_host_has_no_address() {
    assertThat(names.addresses("[no-address]")).isEmpty();
  }

  @Test
  void no_name_is_not_the_loopback() {
    assertThat(names.addresses("")).isEmpty();
    assertThat(names.addresses(" ")).isEmpty();
  }
}
