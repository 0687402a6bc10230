package io.replicamedic.rung.network.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Peer;
import io.replicamedic.isolation.Permission;
import io.replicamedic.rung.network.UndoJson;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded cut is read by whatever version comes after: else it could never be undone. */
class CutDocumentTest {
  /** As the first version that cut anything wrote it. */
  private static final String FIRST_VERSION =
      """
      {"obligationId":"o-1","cut":{"addresses":["10.1.0.5"],"groups":[{"group":"sg-1","revoke":[
      {"id":"sgr-1","group":"sg-1","permission":{"protocol":"-1","fromPort":-1,"toPort":-1,
      "peer":"10.1.0.4/31"},"description":"all out","tags":{"owner":"net"}}],"add":[
      {"protocol":"-1","fromPort":-1,"toPort":-1,"peer":"10.1.0.4/32"}],"before":1,"peak":2}],
      "before":[{"id":"sgr-1","group":"sg-1","permission":{"protocol":"-1","fromPort":-1,
      "toPort":-1,"peer":"10.1.0.4/31"},"description":"all out","tags":{"owner":"net"}}]},
      "revoking":["sgr-1"]}
      """;

  @Test
  void what_the_first_version_recorded_is_read() {
    CutDocument read = CutDocument.parse(FIRST_VERSION);
    assertThat(read.around()).containsExactly("sg-1");
    assertThat(read.state().revoking()).containsExactly("sgr-1");
    assertThat(read.state().cut().originals())
        .containsExactly(
            new EgressRule(
                "sgr-1",
                "sg-1",
                new Permission("-1", -1, -1, new Peer.Ipv4(Cidr.parse("10.1.0.4/31"))),
                "all out",
                Map.of("owner", "net")));
    assertThat(CutDocument.parse(read.write())).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/8", "::/0", "2001:db8::1/128", "pl-1", "sg-1", "123456789012/sg-1"})
  void every_peer_is_read_as_it_was_written(String peer) {
    Peer read = UndoJson.read('"' + peer + '"', Peer.class);
    assertThat(read).hasToString(peer);
    assertThat(UndoJson.write(Set.of(read))).isEqualTo("[\"" + peer + "\"]");
  }
}
