package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.web.Api.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@WithWeb
@TestPropertySource(properties = "test.remediation=OBSERVE_ONLY")
class ObserveOnlyTest {
  private static final String PATH = "/api/v1/replicas/orders-replica/unstick";

  @Autowired private Api api;
  @Autowired private MemoryStore store;

  @BeforeEach
  void empty() {
    store.clear();
  }

  @Test
  void unstick_is_403_with_the_remedy_and_in_the_journal() {
    Answer answer = api.post(PATH, "{\"reason\": \"paged at night\"}");

    isProblem(answer, 403, "observe-only");
    assertThat(answer.at("/remedy")).contains("replica-medic.remediation");
    assertThat(store.list("", 1).workflows()).isEmpty();
    assertThat(store.read("database:orders-replica", 0, 9))
        .singleElement()
        .satisfies(row -> assertThat(row.kind()).isEqualTo(EntryKind.REFUSED))
        .satisfies(row -> assertThat(row.actor()).isEqualTo("oncall"));
  }

  @Test
  void a_dry_run_is_allowed() {
    Answer answer = api.post(PATH, "{\"reason\": \"looking first\", \"dryRun\": true}");

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void an_unknown_replica_is_still_404() {
    isProblem(
        api.post("/api/v1/replicas/nope/unstick", "{\"reason\": \"paged\"}"),
        404,
        "unknown-database");
  }

  @Test
  void no_setting_is_changed_either() {
    Answer fix =
        api.post(
            "/api/v1/databases/orders-replica/durability-fix", "{\"reason\": \"audit of Monday\"}");
    assertThat(fix.status()).isEqualTo(403);
    assertThat(fix.at("/code")).isEqualTo("observe-only");
  }
}
