package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.web.Api.Answer;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The list of replicas: what was last read, filtered, sorted and in pages. */
@WithWeb
class ReplicaListTest {
  private static final String LIST = "/api/v1/replicas";

  @Autowired private Api api;
  @Autowired private ScriptedDatabases databases;

  @BeforeEach
  void one_ghost_and_one_that_somebody_stopped() {
    databases.answer(() -> Optional.of(Samples.GHOST));
    api.get(LIST + "/orders-replica/status?fresh=true");
    databases.answer(() -> Optional.of(Samples.STOPPED));
    api.get(LIST + "/far-away/status?fresh=true");
  }

  @Test
  void each_replica_is_a_line_with_its_last_reading() {
    Answer answer = api.get(LIST + "?q=orders-rep");

    assertThat(answer.json().at("/matching").asInt()).isEqualTo(1);
    assertThat(answer.at("/replicas/0/code")).isEqualTo("GHOST");
    assertThat(answer.at("/replicas/0/severity")).isEqualTo("CRITICAL");
    assertThat(answer.at("/replicas/0/cause")).isEqualTo("UNREACHABLE");
    assertThat(answer.at("/replicas/0/receiver")).isEqualTo("Connecting");
    assertThat(answer.json().at("/replicas/0").has("behindSeconds")).isFalse();
    assertThat(answer.at("/replicas/0/status")).isEqualTo(LIST + "/orders-replica/status");
    assertThat(api.get(answer.at("/replicas/0/status")).status()).isEqualTo(200);
  }

  @Test
  void it_is_filtered_by_severity_code_and_kind() {
    assertThat(ids("?severity=CRITICAL")).containsExactly("orders-replica");
    assertThat(ids("?code=STOPPED_BY_OPERATOR&code=HEALTHY")).containsExactly("far-away");
    assertThat(ids("?code=STOPPED_BY_OPERATOR&severity=CRITICAL")).isEmpty();
    assertThat(ids("?kind=RDS_MANAGED")).containsExactly("managed");
  }

  @Test
  void the_worst_come_first_when_asked_for_and_pages_follow_each_other() {
    Answer first = api.get(LIST + "?sort=SEVERITY&limit=1");

    assertThat(first.at("/replicas/0/id")).isEqualTo("orders-replica");
    assertThat(first.json().at("/matching").asInt()).isEqualTo(3);
    String next = first.at("/next").replace(" ", "%20");
    assertThat(ids("?sort=SEVERITY&limit=1&after=" + next)).containsExactly("far-away");
  }

  @Test
  void people_get_a_table() {
    String text = api.get(LIST + "?sort=SEVERITY&limit=2", "Accept", "text/plain").body();

    assertThat(text.lines().findFirst().orElseThrow())
        .startsWith("ID")
        .containsSubsequence("SEVERITY", "DIAGNOSIS", "RECEIVER", "APPLIER", "BEHIND", "READ");
    assertThat(text.lines().toList().get(1))
        .containsSubsequence(
            "orders-replica", "CRITICAL", "GHOST (UNREACHABLE)", "Connecting", "No", " s ago");
    assertThat(text).contains("3 match; the next page: after=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"severity=BAD", "code=SICK", "kind=X", "sort=AGE", "limit=0", "limit=1001"})
  void wrong_parameters_are_refused_by_name(String parameter) {
    Answer answer = api.get(LIST + "?" + parameter);

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.body()).contains(parameter.substring(0, parameter.indexOf('=')));
  }

  private List<String> ids(String query) {
    return StreamSupport.stream(api.get(LIST + query).json().path("replicas").spliterator(), false)
        .map(each -> each.path("id").asString())
        .toList();
  }
}
