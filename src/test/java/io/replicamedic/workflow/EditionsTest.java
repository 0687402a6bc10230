package io.replicamedic.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.EntryKind;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A rolling upgrade: orders that an older version would carry out otherwise than meant. */
class EditionsTest {
  private static final Set<String> OLD = Set.of("test");
  private static final Set<String> NEW = Set.of("test", "test@2");

  private final ScriptedRun run = new ScriptedRun();

  @Test
  void a_version_without_the_edition_says_so_and_leaves_it_alone_until_one_with_it_goes_on() {
    run.names = NEW;
    Workflow ordered = run.ordered();
    run.goal = true;

    run.names = OLD;
    run.carryOn(ordered.id(), ordered.version());
    run.sweep();
    assertThat(run.store.only()).isEqualTo(ordered);
    assertThat(run.store.scheduled).isEmpty();
    assertThat(run.store.entries)
        .filteredOn(it -> it.kind() == EntryKind.NOT_CARRIED_ON)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.summary()).contains("no playbook named test@2"));

    run.names = NEW;
    run.sweep();
    assertThat(run.store.scheduled).containsExactly(ordered.id());
    run.carryOn(ordered.id(), ordered.version());
    assertThat(run.store.only().state().ended()).isTrue();
  }

  @Test
  void one_that_was_stored_under_the_first_name_is_carried_on_as_ever() {
    Workflow ordered = run.ordered();
    assertThat(ordered.order().playbook()).isEqualTo("test");
    run.goal = true;
    run.names = NEW;
    run.carryOn(ordered.id(), ordered.version());
    assertThat(run.store.only().state().ended()).isTrue();
  }

  @Test
  void people_are_told_the_playbook_whatever_the_edition() {
    run.names = NEW;
    Order stored = run.ordered().order();
    assertThat(stored.playbook()).isEqualTo("test@2");
    assertThat(stored.playbookName()).isEqualTo("test");
    assertThat(run.store.entries.getFirst().summary()).startsWith("test db");
    assertThat(stored.asks(stored.under("test"))).isTrue();
    assertThat(stored.asks(new Order("test", "db", "bob", "why", "", Map.of()))).isFalse();
  }
}
