package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.RdsSays;
import io.replicamedic.fleet.ReplicaReading;
import io.replicamedic.fleet.Termination;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Database;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Expected;
import io.replicamedic.replication.ReplicationKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How a status words what the RDS API says. */
class RdsStatusViewTest {
  private static final Instant STOPPED = Instant.parse("2026-11-20T08:00:00Z");
  private static final Database REPLICA =
      Samples.database("orders", ReplicationKind.RDS_MANAGED, true);

  @Test
  void the_countdown_is_told_with_its_date_and_with_who_says_since_when() {
    RdsSays says =
        new RdsSays(
            Optional.of(Samples.facts(new AwsIdentity(Optional.of("orders"), Optional.empty()))),
            List.of("orders-8-0 pending-reboot"),
            Optional.of("rds:DescribeDBInstances: Throttling: slow down"),
            Optional.of("instance orders-src"),
            Optional.of("rds:DescribeEvents: AccessDenied"),
            Optional.of(
                new Termination(
                    "orders-rr", Optional.of(STOPPED), "an event of RDS: x", List.of("a", "b"))));
    JsonNode rds = json(says);
    assertThat(rds.path("from").asString()).isEqualTo("RDS API");
    assertThat(rds.at("/termination/at").asString()).isEqualTo("2026-12-20T08:00:00Z");
    assertThat(rds.path("readAt").asString()).isEqualTo(Samples.T0.toString());
    assertThat(text(says))
        .contains(
            "aurora-mysql 8.0.mysql_aurora.3.08.0, available, EXTERNAL_BINLOG as WRITER, Multi-AZ",
            "unreadable: rds:DescribeDBInstances: Throttling: slow down",
            "orders-8-0 pending-reboot",
            "not known: rds:DescribeEvents: AccessDenied",
            "RDS then ends replication for a, b",
            "orders-rr has been stopped since ",
            "known from an event of RDS: x");
  }

  @Test
  void the_rds_apis_kind_goes_before_the_registered_one_and_what_is_unknown_is_absent() {
    RdsSays says =
        new RdsSays(
            Optional.of(Samples.facts(new AwsIdentity(Optional.of("orders"), Optional.empty()))),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Termination("orders-rr", Optional.empty(), "nobody: x", List.of("a"))));
    StatusView view = view(says);
    assertThat(view.kind()).isEqualTo(ReplicationKind.EXTERNAL_BINLOG);
    assertThat(json(says).path("termination").has("at")).isFalse();
    assertThat(json(says).has("unreadable")).isFalse();
    assertThat(text(says)).contains("30 days after its stop RDS ends replication for a");
  }

  @Test
  void a_date_that_may_be_too_late_and_an_end_that_has_come_say_so() {
    Termination one =
        new Termination("a", Optional.of(STOPPED), true, "x", List.of("a", "b"), Optional.empty());
    Termination other =
        new Termination(
            "a", Optional.of(STOPPED), false, "x", List.of("a", "b"), Optional.of(Samples.T0));
    assertThat(json(only(one)).at("/termination/latest").asBoolean()).isTrue();
    assertThat(text(only(one))).contains("at the latest: RDS then ends replication for a, b");
    assertThat(json(only(other)).at("/termination/ended").asString())
        .isEqualTo(Samples.T0.toString());
    assertThat(text(only(other))).contains("RDS has ended replication for a, b");
  }

  private static RdsSays only(Termination termination) {
    return new RdsSays(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(termination));
  }

  private static StatusView view(RdsSays says) {
    ReplicaReading reading =
        new ReplicaReading(
            "orders",
            Optional.empty(),
            List.of(),
            Diagnostician.withoutChannel(Expected.NOTHING),
            Samples.T0,
            Duration.ofMillis(3),
            Optional.of(says));
    return StatusView.of(REPLICA, reading, Duration.ofSeconds(2));
  }

  private static JsonNode json(RdsSays says) {
    return Wire.JSON.readTree(Wire.JSON.writeValueAsString(view(says))).path("rds");
  }

  private static String text(RdsSays says) {
    return view(says).text(new Printable.Reader(URI.create("http://medic"), Samples.T0));
  }
}
