package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.obligation.ObligationState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people read about the cloud: RDS's facts, and how to undo an obligation by hand. */
@WithWeb
class CloudReadingTest {
  private static final String OBLIGATIONS = "/api/v1/obligations/";

  @Autowired private Api api;
  @Autowired private MemoryObligations obligations;

  @BeforeEach
  void owe() {
    obligations.put(Samples.obligation("o1", ObligationState.OWED));
    obligations.put(Samples.obligation("o2", ObligationState.CLOSED));
  }

  @Test
  void a_database_shows_what_rds_says_of_it() {
    var rds = api.get("/api/v1/databases/orders-replica").json().path("rds");
    assertThat(rds.path("role").asString()).isEqualTo("WRITER");
    assertThat(rds.path("multiAz").asBoolean()).isTrue();
    assertThat(rds.path("securityGroups").toString()).contains("sg-1 active");
    assertThat(rds.has("unreadable")).isFalse();
  }

  @Test
  void a_database_shows_where_and_as_whom_aws_is_asked_about_it() {
    var one = api.get("/api/v1/databases/orders-replica");
    assertThat(one.json().path("region").asString()).isEqualTo("eu-west-1");
    assertThat(one.json().path("role").asString()).endsWith("role/medic");
    assertThat(one.body()).doesNotContain("an-external-id");
    var unknownToRds = api.get("/api/v1/databases/managed").json();
    assertThat(unknownToRds.has("region") || unknownToRds.has("role")).isFalse();
    assertThat(api.get("/api/v1/databases/orders-replica", "Accept", "text/plain").body())
        .contains("eu-west-1", "role/medic");
  }

  @Test
  void what_rds_does_not_say_is_unreadable_and_no_error() {
    var answer = api.get("/api/v1/databases/far-away");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/rds/unreadable").asString()).contains("AccessDenied");
    assertThat(answer.json().path("rds").has("role")).isFalse();
  }

  @Test
  void a_database_that_rds_does_not_know_has_no_rds_facts() {
    assertThat(api.get("/api/v1/databases/managed").json().has("rds")).isFalse();
  }

  @Test
  void an_undo_can_be_pasted_into_a_shell() {
    String text = api.get(OBLIGATIONS + "o1/undo-commands", "Accept", "text/plain").body();
    assertThat(text.lines()).anyMatch("undo o1"::equals);
    assertThat(text.lines().filter(line -> !line.startsWith("#"))).containsExactly("undo o1");
    assertThat(api.get(OBLIGATIONS + "o1/undo-commands").json().path("commands").size())
        .isEqualTo(2);
  }

  @Test
  void the_undo_of_a_closed_obligation_says_that_it_is_not_needed() {
    assertThat(api.get(OBLIGATIONS + "o2/undo-commands", "Accept", "text/plain").body())
        .contains("# nothing is owed any more");
  }

  @Test
  void the_undo_of_an_unknown_obligation_is_404() {
    assertThat(api.get(OBLIGATIONS + "nobody/undo-commands").status()).isEqualTo(404);
  }
}
