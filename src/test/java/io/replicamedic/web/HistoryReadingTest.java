package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.MemoryHistory;
import io.replicamedic.web.Api.Answer;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a replica's status was. */
@WithWeb
class HistoryReadingTest {
  private static final String REPLICA = "/api/v1/replicas/orders-replica";
  private static final String HISTORY = REPLICA + "/status/history";

  @Autowired private Api api;
  @Autowired private ScriptedDatabases databases;
  @Autowired private MemoryHistory store;

  @BeforeEach
  void a_ghost_that_lost_its_configuration_and_got_it_back() {
    long before = store.head().last();
    databases.answer(Optional::empty);
    api.get(REPLICA + "/status?fresh=true");
    databases.answer(() -> Optional.of(Samples.GHOST));
    api.get(REPLICA + "/status?fresh=true");
    databases.answer(Optional::empty);
    api.get(REPLICA + "/status?fresh=true");
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> store.head().last() > before + 1);
  }

  @Test
  void changes_are_told_newest_first_with_the_state_before_and_after() {
    Answer answer = api.get(HISTORY);

    assertThat(answer.at("/kind")).isEqualTo("CHANGES");
    assertThat(answer.at("/changes/0/before/code")).isEqualTo("GHOST");
    assertThat(answer.at("/changes/0/after/code")).isEqualTo("NOT_CONFIGURED");
    assertThat(answer.json().at("/changes/0/after/channels")).isEmpty();
    assertThat(answer.at("/changes/1/after/severity")).isEqualTo("CRITICAL");
    assertThat(answer.at("/changes/1/after/channels/0/receiver")).isEqualTo("Connecting");
    assertThat(answer.json().at("/changes/1/after/channels/0/receiverErrno").asInt())
        .isEqualTo(2003);
    assertThat(answer.json().at("/changes/1/after/channels/0/applierErrno").asInt())
        .isEqualTo(1062);
    assertThat(answer.at("/changes/1/after/channels/0/sourceUuid")).hasSize(36);
  }

  @Test
  void pages_follow_each_other() {
    Answer first = api.get(HISTORY + "?limit=1");
    Answer second = api.get(HISTORY + "?limit=1&after=" + first.at("/next"));

    assertThat(first.json().at("/changes")).hasSize(1);
    assertThat(second.json().at("/changes/0/seq").asLong())
        .isLessThan(first.json().at("/changes/0/seq").asLong());
    assertThat(second.at("/changes/0/after/code")).isEqualTo("GHOST");
  }

  @Test
  void samples_are_told_with_what_is_known_only() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !api.get(HISTORY + "?kind=samples").json().at("/samples").isEmpty());
    Answer answer = api.get(HISTORY + "?kind=samples");

    assertThat(answer.at("/samples/0/code")).isNotEmpty();
    assertThat(answer.json().at("/samples/0").has("lagSeconds")).isFalse();
    assertThat(answer.json().at("/changes")).isEmpty();
  }

  @Test
  void a_time_is_cut_out() {
    String first = api.get(HISTORY).at("/changes/0/at");

    assertThat(api.get(HISTORY + "?to=" + first).body()).doesNotContain(first);
    assertThat(api.get(HISTORY + "?from=" + first).json().at("/changes")).hasSize(1);
  }

  @Test
  void people_get_a_table() {
    String text = api.get(HISTORY + "?limit=2", "Accept", "text/plain").body();

    assertThat(text.lines().findFirst().orElseThrow())
        .containsSubsequence("AT", "SEVERITY", "DIAGNOSIS", "THREADS", "ERRNO", "SOURCE");
    assertThat(text.lines().toList().get(1))
        .containsSubsequence("CRITICAL", "GHOST", " -> NOT_CONFIGURED", "Connecting/No -> -");
    assertThat(text.lines().toList().get(2))
        .containsSubsequence("CRITICAL", "NOT_CONFIGURED -> GHOST", "Connecting/No", "2003/1062");
    assertThat(text).contains("older: after=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind=all",
        "from=yesterday",
        "to=2026-13-01T00:00:00Z",
        "from=9999-01-01T00:00:00Z",
        "after=x",
        "kind=samples&after=x",
        "kind=samples&after=1",
        "kind=samples&after=-1000000000-01-01T00:00:00Z~",
        "limit=0",
        "limit=1001"
      })
  void wrong_parameters_are_refused_by_name(String parameters) {
    Answer answer = api.get(HISTORY + "?" + parameters);

    isProblem(answer, 400, "invalid-request");
    String last = parameters.substring(parameters.lastIndexOf('&') + 1);
    assertThat(answer.at("/fields/0/field")).isEqualTo(last.substring(0, last.indexOf('=')));
  }

  @Test
  void what_is_no_replica_has_no_history() {
    isProblem(api.get("/api/v1/replicas/nobody/status/history"), 404, "unknown-database");
    isProblem(api.get("/api/v1/replicas/orders-source/status/history"), 404, "not-a-replica");
  }
}
