package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.JournalEntry;
import io.replicamedic.web.Api.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WithWeb
class UnstickTest {
  private static final String PATH = "/api/v1/replicas/orders-replica/unstick";
  private static final String BODY = "{\"reason\": \"paged at night\"}";

  @Autowired private Api api;
  @Autowired private MemoryStore store;

  @BeforeEach
  void empty() {
    store.clear();
  }

  @Test
  void an_accepted_request_names_its_workflow() {
    Answer answer = api.post(PATH, BODY);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/workflows/" + answer.at("/id"));
    assertThat(answer.at("/state")).isEqualTo("RUNNING");
    assertThat(answer.at("/links/events")).isEqualTo(answer.header("Location") + "/events");
  }

  @Test
  void the_actor_is_the_name_of_the_key() {
    Answer answer = api.post(PATH, BODY);

    JournalEntry started = store.read(answer.at("/id"), 0, 1).getFirst();
    assertThat(started.kind()).isEqualTo(EntryKind.STARTED);
    assertThat(started.actor()).isEqualTo("oncall");
  }

  @Test
  void reconfigure_reaches_the_order_and_is_auto_unless_said() {
    Answer always =
        api.post(PATH, "{\"reason\": \"moved the source\", \"reconfigure\": \"always\"}");
    store.clear();
    Answer silent = api.post(PATH, BODY);

    assertThat(always.at("/parameters/reconfigure")).isEqualTo("always");
    assertThat(silent.at("/parameters/reconfigure")).isEqualTo("auto");
  }

  @Test
  void a_channels_name_reaches_the_order_as_the_server_keeps_it() {
    Answer named = api.post(PATH, "{\"reason\": \"stuck\", \"channel\": \"Legacy\"}");
    store.clear();
    Answer silent = api.post(PATH, BODY);

    assertThat(named.at("/parameters/channel")).isEqualTo("legacy");
    assertThat(silent.at("/parameters/channel")).isEmpty();
  }

  @Test
  void a_dry_run_answers_the_plan_and_starts_nothing() {
    Answer answer = api.post(PATH, "{\"reason\": \"looking first\", \"dryRun\": true}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/digest")).isEqualTo("ab12");
    assertThat(answer.at("/steps/1/statement")).isEqualTo("CALL mysql.rds_reset_external_source");
    assertThat(answer.json().at("/steps/1/irreversible").asBoolean()).isTrue();
    assertThat(store.list("", 10).workflows()).isEmpty();
    assertThat(kinds("database:orders-replica")).containsExactly(EntryKind.DRY_RUN);
  }

  @Test
  void a_second_unstick_is_refused_and_names_the_running_one() {
    Answer first = api.post(PATH, BODY);

    Answer second = api.post(PATH, "{\"reason\": \"me too\"}");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.at("/code")).isEqualTo("target-held");
    assertThat(second.at("/holder")).isEqualTo(first.at("/id"));
    assertThat(second.at("/holderUrl")).isEqualTo(first.header("Location"));
    assertThat(kinds("database:orders-replica")).containsExactly(EntryKind.REFUSED);
  }

  @Test
  void the_same_idempotency_key_answers_the_same_workflow() {
    Answer first = api.post(PATH, BODY, "Idempotency-Key", "abc-1");
    Answer again = api.post(PATH, BODY, "Idempotency-Key", "abc-1");

    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.at("/id")).isEqualTo(first.at("/id"));
  }

  @Test
  void an_idempotency_key_is_not_taken_for_another_request() {
    Answer first = api.post(PATH, BODY, "Idempotency-Key", "abc-1");
    Answer other = api.post(PATH, "{\"reason\": \"not that\"}", "Idempotency-Key", "abc-1");

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/code")).isEqualTo("idempotency-key-reused");
    assertThat(other.at("/workflow")).isEqualTo(first.at("/id"));
  }

  @Test
  void a_position_reaches_the_order_in_one_word() {
    assertThat(position("\"file\"")).isEqualTo("file");
    assertThat(position("{\"file\": \"binlog.000007\", \"position\": 1234}"))
        .isEqualTo("binlog.000007:1234");
    assertThat(position("null")).isEqualTo("auto");
  }

  private String position(String asked) {
    Answer answer = api.post(PATH, "{\"reason\": \"no GTIDs\", \"position\": " + asked + "}");
    store.clear();
    return answer.at("/parameters/position");
  }

  private List<EntryKind> kinds(String stream) {
    return store.read(stream, 0, 100).stream().map(JournalEntry::kind).toList();
  }
}
