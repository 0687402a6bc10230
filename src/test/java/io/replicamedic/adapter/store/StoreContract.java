package io.replicamedic.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.replicamedic.journal.Chain;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.JournalEntry;
import io.replicamedic.obligation.Alarm;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationDamaged;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.workflow.Change;
import io.replicamedic.workflow.ClaimHeld;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Orphans;
import io.replicamedic.workflow.Signals;
import io.replicamedic.workflow.Superseded;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowDamaged;
import io.replicamedic.workflow.WorkflowState;
import io.replicamedic.workflow.WorkflowStore;
import io.replicamedic.workflow.WorkflowStore.Begun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;

/** What every store promises to the engine; run on each kind by a subclass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {
  private static final int RIVALS = 8;

  /** The one store that all rules of a class share; every rule has workflows of its own. */
  public abstract OpenStore store();

  @Test
  void a_workflow_is_read_back_as_it_was_stored() {
    Workflow stored = begin(Made.workflow());
    assertThat(store().workflows().find(stored.id())).contains(stored);
    assertThat(stored.version()).isEqualTo(1);
    assertThat(stored.createdAt()).isEqualTo(Made.NOON);
    assertThat(store().workflows().unended().workflows()).contains(stored);
  }

  @Test
  void every_part_of_the_progress_survives_the_store() {
    Workflow stored = begin(Made.workflow());
    Workflow next = Made.moved(stored, WorkflowState.WAITING, 5, Made.fullProgress(), "wartet 🚑");
    Workflow committed = store().workflows().commit(Made.change(next));
    Workflow read = store().workflows().find(stored.id()).orElseThrow();
    assertThat(read.progress()).isEqualTo(Made.fullProgress());
    assertThat(read).isEqualTo(committed);
  }

  @Test
  void a_commit_decided_on_an_old_version_writes_nothing() {
    Workflow old = begin(Made.workflow());
    Workflow newest = store().workflows().commit(Made.change(Made.saying(old, "first")));
    long rows = store().count("journal WHERE stream = ?", old.id());
    long tasks = store().tasks(old.id());
    Obligation owed = Made.obligation(old.id(), Made.NOON);
    Change late =
        new Change(
            Made.saying(old, "late"),
            List.of(Made.draft("late")),
            List.of(owed),
            Optional.of(Made.NOON));
    assertThatThrownBy(() -> store().workflows().commit(late)).isInstanceOf(Superseded.class);
    assertThat(store().workflows().find(old.id())).contains(newest);
    assertThat(store().count("journal WHERE stream = ?", old.id())).isEqualTo(rows);
    assertThat(store().obligations().find(owed.id())).isEmpty();
    assertThat(store().tasks(old.id())).isEqualTo(tasks);
  }

  @Test
  void of_several_commits_on_one_version_exactly_one_is_written() throws Exception {
    Workflow before = begin(Made.workflow());
    List<Boolean> written =
        Race.run(RIVALS, i -> commits(Made.change(Made.saying(before, "rival " + i))));
    assertThat(written).containsOnlyOnce(true);
    assertThat(store().workflows().find(before.id()).orElseThrow().version()).isEqualTo(2);
    assertThat(store().count("journal WHERE stream = ?", before.id())).isEqualTo(2);
  }

  @Test
  void writers_of_one_new_stream_leave_no_gap_and_break_no_chain() throws Exception {
    String stream = "database:" + UUID.randomUUID();
    Race.run(
        RIVALS,
        i -> {
          IntStream.range(0, 4)
              .forEach(
                  n ->
                      store()
                          .journal()
                          .append(
                              stream, List.of(Made.draft(i + "." + n + ".a"), Made.draft("b"))));
          return i;
        });
    List<JournalEntry> rows = store().journal().read(stream, 0, 1000);
    assertThat(rows).hasSize(RIVALS * 8);
    assertThat(Chain.firstBreak(rows)).isEmpty();
    assertThat(store().journal().streams()).containsOnlyOnce(stream);
  }

  @Test
  void journal_text_of_any_kind_and_length_is_read_back_and_verifies() {
    String stream = "database:" + UUID.randomUUID();
    String odd = "Grüße 🚑 e\u0301 \u200f'\"\\ \t\n %s ${x} NULL ";
    Map<String, Object> detail = Map.of("rows", odd.repeat(20_000), "nested", Map.of("a", odd));
    Draft draft = new Draft(EntryKind.OUTCOME, "bot-ü", "phase", "rung", odd, detail);
    store().journal().append(stream, List.of(draft, draft));
    List<JournalEntry> rows = store().journal().read(stream, 0, 10);
    assertThat(rows).extracting(JournalEntry::summary).containsExactly(odd, odd);
    assertThat(rows.getFirst().detail().length()).isGreaterThan(400_000);
    assertThat(Chain.firstBreak(rows)).isEmpty();
    assertThat(store().journal().read(stream, 1, 10)).containsExactly(rows.getLast());
  }

  @Test
  void a_second_taker_of_a_claim_is_told_the_holder_and_leaves_nothing_behind() {
    String wanted = "database:" + UUID.randomUUID();
    Workflow holder = begin(Made.workflow(), wanted);
    Workflow second = Made.workflow();
    Begun begun = attempt(second, "", "a:" + UUID.randomUUID(), wanted, "z:" + UUID.randomUUID());
    assertThat(begun).isEqualTo(new Begun.Held(wanted, holder));
    assertThat(store().count("claim WHERE workflow_id = ?", second.id())).isZero();
    assertThat(store().workflows().find(second.id())).isEmpty();
    assertThat(store().count("journal WHERE stream = ?", second.id())).isZero();
    assertThat(store().tasks(second.id())).isZero();
  }

  @Test
  void of_several_takers_of_a_claim_exactly_one_begins() throws Exception {
    String wanted = "database:" + UUID.randomUUID();
    List<Begun> begun =
        Race.run(RIVALS, i -> attempt(Made.workflow(), "", wanted, "own:" + UUID.randomUUID()));
    Workflow winner = started(begun);
    assertThat(begun)
        .filteredOn(one -> !(one instanceof Begun.Started))
        .hasSize(RIVALS - 1)
        .containsOnly(new Begun.Held(wanted, winner));
    assertThat(store().count("claim WHERE resource = ?", wanted)).isEqualTo(1);
  }

  @Test
  void an_end_sets_its_claims_free() {
    String wanted = "database:" + UUID.randomUUID();
    Workflow first = begin(Made.workflow(), wanted);
    Workflow ended = Made.moved(first, WorkflowState.SUCCEEDED, 2, first.progress(), "done");
    Workflow stored = store().workflows().commit(Made.change(ended));
    assertThat(stored.endedAt()).contains(stored.updatedAt());
    assertThat(store().workflows().unended().workflows()).doesNotContain(stored);
    assertThat(attempt(Made.workflow(), "", wanted)).isInstanceOf(Begun.Started.class);
  }

  @Test
  void the_same_request_with_the_same_key_is_the_same_workflow() {
    String key = UUID.randomUUID().toString();
    Workflow first = started(List.of(attempt(Made.workflow(), key)));
    assertThat(attempt(Made.workflow(), key)).isEqualTo(new Begun.Repeated(first));
    assertThat(attempt(Made.workflow(Made.order("sre", "another")), key))
        .isEqualTo(new Begun.KeyReused(first));
  }

  @Test
  void the_same_request_in_another_edition_of_its_playbook_is_the_same_workflow() {
    String key = UUID.randomUUID().toString();
    Workflow first = started(List.of(attempt(Made.workflow(), key)));
    Order order = first.order();
    Order later =
        new Order(
            order.playbook() + "@2",
            order.target(),
            order.actor(),
            order.reason(),
            order.ticket(),
            order.parameters());
    assertThat(attempt(Made.workflow(later), key)).isEqualTo(new Begun.Repeated(first));
    Workflow stored = begin(Made.workflow(later));
    assertThat(store().workflows().find(stored.id()).orElseThrow().order()).isEqualTo(later);
  }

  @Test
  void a_key_belongs_to_its_actor_and_is_taken_letter_by_letter() {
    String key = "Schlüssel-" + UUID.randomUUID() + "-" + "k".repeat(500);
    attempt(Made.workflow(), key);
    assertThat(attempt(Made.workflow(), key.toUpperCase(Locale.ROOT)))
        .isInstanceOf(Begun.Started.class);
    assertThat(attempt(Made.workflow(), key + " ")).isInstanceOf(Begun.Started.class);
    assertThat(attempt(Made.workflow(Made.order("SRE", "stuck")), key))
        .isInstanceOf(Begun.Started.class);
  }

  @Test
  void equal_requests_that_race_with_one_key_begin_one_workflow() throws Exception {
    String key = UUID.randomUUID().toString();
    List<Begun> begun = Race.run(RIVALS, i -> attempt(Made.workflow(), key, "race:" + key));
    Workflow winner = started(begun);
    assertThat(begun)
        .filteredOn(one -> !(one instanceof Begun.Started))
        .hasSize(RIVALS - 1)
        .containsOnly(new Begun.Repeated(winner));
  }

  @Test
  void different_requests_that_race_with_one_key_begin_one_workflow() throws Exception {
    String key = UUID.randomUUID().toString();
    List<Begun> begun =
        Race.run(
            RIVALS,
            i -> attempt(Made.workflow(Made.order("sre", "r" + i)), key, "race:" + i + key));
    Workflow winner = started(begun);
    assertThat(begun)
        .filteredOn(one -> !(one instanceof Begun.Started))
        .hasSize(RIVALS - 1)
        .containsOnly(new Begun.KeyReused(winner));
    assertThat(store().count("claim WHERE resource LIKE ?", "race:%" + key)).isEqualTo(1);
  }

  @Test
  void a_task_is_scheduled_with_its_commit_at_exactly_its_time() {
    Workflow stored = begin(Made.workflow());
    // An hour that the MySQL server's own time zone does not have, would it count.
    Instant at = Instant.parse("2026-03-29T02:30:00.123456Z");
    Workflow next = store().workflows().commit(Made.waking(Made.saying(stored, "later"), at));
    String instance = stored.id() + ":" + next.version();
    var execution =
        store()
            .context()
            .getBean(Scheduler.class)
            .getScheduledExecution(TaskInstanceId.of(CarryOnTasks.CARRY_ON, instance))
            .orElseThrow();
    assertThat(execution.getExecutionTime()).isEqualTo(at);
    assertThat(CarryOnTasks.workflowId(instance)).isEqualTo(stored.id());
    assertThat(CarryOnTasks.scheduledBy(instance)).isEqualTo(next.version());
  }

  @Test
  void a_commit_that_fails_half_way_leaves_no_task_and_no_trace() {
    Workflow stored = begin(Made.workflow());
    Obligation tooLong =
        new Obligation(
            UUID.randomUUID().toString(),
            stored.id(),
            "k".repeat(100),
            "orders-replica",
            ObligationState.OWED,
            "",
            "",
            "",
            Set.of(),
            Made.NOON,
            Made.NOON,
            "");
    Change change =
        new Change(
            Made.saying(stored, "half"),
            List.of(Made.draft("half")),
            List.of(tooLong),
            Optional.of(Made.NOON));
    assertThatThrownBy(() -> store().workflows().commit(change))
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThat(store().workflows().find(stored.id())).contains(stored);
    assertThat(store().count("journal WHERE stream = ?", stored.id())).isEqualTo(1);
    assertThat(store().tasks(stored.id())).isEqualTo(1);
  }

  @Test
  void a_workflow_without_a_task_is_given_one_and_one_with_a_task_is_not() {
    WorkflowStore workflows = store().workflows();
    Workflow stored = begin(Made.workflow());
    assertThat(workflows.ensureScheduled(stored.id(), Made.NOON)).isFalse();
    store()
        .jdbc()
        .sql("DELETE FROM scheduled_tasks WHERE task_instance LIKE ?")
        .param(stored.id() + ":%")
        .update();
    assertThat(workflows.ensureScheduled(stored.id(), Made.NOON)).isTrue();
    assertThat(store().tasks(stored.id())).isEqualTo(1);
    assertThat(workflows.ensureScheduled("nobody", Made.NOON)).isFalse();
  }

  @Test
  void obligations_are_found_while_they_are_owed_and_overdue_only_after_their_deadline() {
    Workflow stored = begin(Made.workflow());
    Obligation early = Made.obligation(stored.id(), Made.NOON.plusSeconds(60));
    Obligation late = Made.obligation(stored.id(), Made.NOON.plusSeconds(600));
    Workflow owing =
        store().workflows().commit(Made.change(Made.saying(stored, "owes"), early, late));
    assertThat(store().obligations().find(early.id())).contains(early.stored());
    early = early.stored();
    late = late.stored();
    assertThat(store().obligations().openOf(stored.id())).containsExactlyInAnyOrder(early, late);
    assertThat(store().obligations().overdue(early.deadline())).doesNotContain(early, late);
    assertThat(store().obligations().overdue(early.deadline().plusNanos(1000)))
        .contains(early)
        .doesNotContain(late);
    Obligation closed = early.in(ObligationState.CLOSED, "read back: configured");
    store().workflows().commit(Made.change(Made.saying(owing, "closed one"), closed));
    closed = closed.stored();
    assertThat(store().obligations().openOf(stored.id())).containsExactly(late);
    assertThat(store().obligations().open()).contains(late).doesNotContain(closed);
    assertThat(store().obligations().list(1000)).contains(late, closed);
    assertThat(store().obligations().overdue(Made.NOON.plusSeconds(3600))).doesNotContain(closed);
  }

  @Test
  void targets_are_those_of_workflows_that_were_written_since_then() {
    Workflow stored = begin(Made.workflow());
    Instant written = store().workflows().find(stored.id()).orElseThrow().updatedAt();
    assertThat(store().workflows().targetsSince(written)).contains(stored.order().target());
    assertThat(store().workflows().targetsSince(written.plus(Duration.ofDays(9000)))).isEmpty();
  }

  @Test
  void the_epoch_is_the_stored_one() {
    Workflow stored = begin(Made.workflow());
    assertThat(store().workflows().epoch(stored.id())).isZero();
    Workflow taken = Made.moved(stored, stored.state(), 7, stored.progress(), "taken");
    store().workflows().commit(Made.change(taken));
    assertThat(store().workflows().epoch(stored.id())).isEqualTo(7);
    assertThat(store().workflows().epoch("nobody")).isEqualTo(-1);
  }

  @Test
  void a_sync_is_possible_at_any_time() {
    begin(Made.workflow());
    store().workflows().sync();
  }

  @Test
  void what_an_open_obligation_claims_no_other_workflow_can_owe() {
    String shared = "security-group:" + UUID.randomUUID();
    String free = "security-group:" + UUID.randomUUID();
    Workflow holder = begin(Made.workflow());
    store().workflows().commit(owing(holder, cut(holder, shared)));
    Workflow second = begin(Made.workflow());
    Obligation wanted = cut(second, free, shared);
    Change change =
        new Change(
            Made.saying(second, "cuts too"),
            List.of(Made.draft("cuts too")),
            List.of(wanted),
            Optional.of(Made.NOON));
    assertThatThrownBy(() -> store().workflows().commit(change))
        .isInstanceOf(ClaimHeld.class)
        .hasMessage(shared + " is held by workflow " + holder.id());
    assertThat(store().workflows().find(second.id())).contains(second);
    assertThat(store().obligations().find(wanted.id())).isEmpty();
    assertThat(store().count("claim WHERE workflow_id = ?", second.id())).isZero();
    assertThat(store().count("journal WHERE stream = ?", second.id())).isEqualTo(1);
    assertThat(store().tasks(second.id())).isEqualTo(1);
    store().workflows().commit(owing(second, cut(second, free)));
  }

  @Test
  void an_obligation_keeps_its_claims_through_its_life_and_sets_them_free_when_it_is_closed() {
    String[] groups =
        IntStream.range(0, 5)
            .mapToObj(i -> "security-group:sg-" + UUID.randomUUID())
            .toArray(String[]::new);
    Workflow holder = begin(Made.workflow());
    Obligation cut = cut(holder, groups);
    Workflow next = store().workflows().commit(owing(holder, cut));
    cut = cut.stored();
    Workflow waiting = begin(Made.workflow());
    for (ObligationState state : List.of(ObligationState.CUTTING, ObligationState.DISCHARGING)) {
      Obligation moved = cut.in(state, "");
      next = store().workflows().commit(owing(next, moved));
      cut = moved.stored();
      assertThat(store().obligations().find(cut.id())).contains(cut);
      assertThat(owes(waiting, cut(waiting, groups[4]))).isFalse();
    }
    Obligation closed = cut.in(ObligationState.CLOSED, "read back");
    Workflow last = store().workflows().commit(owing(next, closed));
    assertThat(owes(waiting, cut(waiting, groups))).isTrue();
    assertThatThrownBy(() -> store().workflows().commit(owing(last, closed)))
        .isInstanceOf(Superseded.class);
    assertThat(store().count("claim WHERE workflow_id = ?", waiting.id())).isEqualTo(5);
  }

  @Test
  void an_end_sets_free_what_its_obligations_claimed() {
    String group = "security-group:" + UUID.randomUUID();
    Workflow holder = begin(Made.workflow());
    Workflow owing = store().workflows().commit(owing(holder, cut(holder, group)));
    store()
        .workflows()
        .commit(
            Made.change(
                Made.moved(owing, WorkflowState.HANDED_OVER, 1, owing.progress(), "ended")));
    Workflow second = begin(Made.workflow());
    assertThat(owes(second, cut(second, group))).isTrue();
  }

  @Test
  void of_several_that_would_owe_the_same_exactly_one_does() throws Exception {
    String group = "security-group:" + UUID.randomUUID();
    List<Workflow> rivals =
        IntStream.range(0, RIVALS).mapToObj(i -> begin(Made.workflow())).toList();
    List<Boolean> owed =
        Race.run(
            RIVALS,
            i -> owes(rivals.get(i), cut(rivals.get(i), group, "own:" + UUID.randomUUID())));
    assertThat(owed).containsOnlyOnce(true);
    assertThat(store().count("claim WHERE resource = ?", group)).isEqualTo(1);
    assertThat(rivals)
        .filteredOn(rival -> !store().obligations().openOf(rival.id()).isEmpty())
        .hasSize(1);
  }

  @Test
  void closed_obligations_are_found_by_their_kind() {
    Workflow stored = begin(Made.workflow());
    Obligation cut = cut(stored, "security-group:" + UUID.randomUUID());
    Obligation other = Made.obligation(stored.id(), Made.NOON);
    Workflow owing = store().workflows().commit(Made.change(stored, cut, other));
    cut = cut.stored();
    assertThat(store().obligations().closedOf("egress-cut")).doesNotContain(cut);
    Obligation closed = cut.in(ObligationState.CLOSED, "read back");
    store()
        .workflows()
        .commit(
            Made.change(owing, closed, other.stored().in(ObligationState.CLOSED, "configured")));
    assertThat(store().obligations().closedOf("egress-cut"))
        .contains(closed.stored())
        .allMatch(each -> each.kind().equals("egress-cut"));
    Instant now = Instant.now();
    assertThat(store().obligations().closedSince("egress-cut", now.minusSeconds(600)))
        .contains(closed.stored());
    assertThat(store().obligations().closedSince("egress-cut", now.plusSeconds(600)))
        .doesNotContain(closed.stored());
  }

  @Test
  void whoever_lost_a_workflow_can_still_tell_and_changes_nothing_else() {
    Workflow mine = begin(Made.workflow());
    Workflow theirs =
        store()
            .workflows()
            .commit(Made.change(Made.moved(mine, mine.state(), 9, mine.progress(), "taken")));
    store().workflows().tell(mine.id(), Made.draft("answered too late"));
    List<JournalEntry> rows = store().journal().read(mine.id(), 0, 10);
    assertThat(rows)
        .extracting(JournalEntry::summary)
        .containsExactly("accepted", "taken", "answered too late");
    assertThat(Chain.firstBreak(rows)).isEmpty();
    assertThat(store().workflows().find(mine.id())).contains(theirs);
    store().workflows().commit(Made.change(Made.saying(theirs, "goes on")));
  }

  @Test
  void an_obligation_that_was_moved_meanwhile_makes_the_whole_commit_fail() {
    Workflow stored = begin(Made.workflow());
    Obligation owed = cut(stored, "security-group:" + UUID.randomUUID());
    Workflow owing = store().workflows().commit(owing(stored, owed));
    Obligation read = owed.stored();
    Obligation moved =
        store().workflows().move(read.in(ObligationState.CUTTING, ""), Made.draft("moved"));
    assertThat(store().obligations().find(owed.id())).contains(moved);
    long rows = store().count("journal WHERE stream = ?", stored.id());
    Change late =
        new Change(
            Made.saying(owing, "late"),
            List.of(Made.draft("late")),
            List.of(read.in(ObligationState.CLOSED, "late")),
            Optional.of(Made.NOON));
    assertThatThrownBy(() -> store().workflows().commit(late)).isInstanceOf(Superseded.class);
    assertThatThrownBy(() -> store().workflows().move(read, Made.draft("late")))
        .isInstanceOf(Superseded.class);
    assertThatThrownBy(() -> store().workflows().commit(Made.change(owing, owed)))
        .isInstanceOf(Superseded.class);
    assertThat(store().workflows().find(stored.id())).contains(owing);
    assertThat(store().obligations().find(owed.id())).contains(moved);
    assertThat(store().count("journal WHERE stream = ?", stored.id())).isEqualTo(rows);
    assertThat(store().count("claim WHERE workflow_id = ?", stored.id())).isEqualTo(1);
  }

  @Test
  void an_obligation_is_closed_apart_from_its_workflow_even_when_that_is_gone() {
    Workflow stored = begin(Made.workflow());
    String group = "security-group:" + UUID.randomUUID();
    Obligation owed = cut(stored, group);
    store().workflows().commit(owing(stored, owed));
    store().jdbc().sql("DELETE FROM workflow WHERE id = ?").param(stored.id()).update();
    Obligation closed =
        store()
            .workflows()
            .move(owed.stored().in(ObligationState.CLOSED, "read back"), Made.draft("closed"));
    assertThat(store().obligations().find(owed.id())).contains(closed);
    List<JournalEntry> rows = store().journal().read(stored.id(), 0, 10);
    assertThat(rows)
        .extracting(JournalEntry::summary)
        .containsExactly("accepted", "owes", "closed");
    assertThat(Chain.firstBreak(rows)).isEmpty();
    Workflow second = begin(Made.workflow());
    assertThat(owes(second, cut(second, group))).isTrue();
  }

  @Test
  void of_several_who_move_one_obligation_exactly_one_does() throws Exception {
    Workflow stored = begin(Made.workflow());
    Obligation owed = cut(stored, "security-group:" + UUID.randomUUID());
    Workflow owing = store().workflows().commit(owing(stored, owed));
    Obligation next = owed.stored().in(ObligationState.DISCHARGING, "");
    List<Boolean> moved =
        Race.run(
            RIVALS,
            i -> i % 2 == 0 ? moves(next) : commits(owing(Made.saying(owing, "r" + i), next)));
    assertThat(moved).containsOnlyOnce(true);
    assertThat(store().obligations().find(owed.id())).contains(next.stored());
    assertThat(store().count("journal WHERE stream = ?", stored.id())).isEqualTo(3);
  }

  private boolean moves(Obligation next) {
    try {
      store().workflows().move(next, Made.draft("moves"));
      return true;
    } catch (Superseded e) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          progress   | SUBSTRING(progress, 1, 40)
          progress   | 'garbage'
          progress   | '{}'
          progress   | 'null'
          order_json | '{"target":'
          order_json | '{}'
          state      | 'UNHEARD_OF'
          """)
  void a_damaged_row_is_said_and_hides_no_other(String column, String damage) {
    String target = "database:" + UUID.randomUUID();
    Workflow damaged = begin(Made.workflow(), target);
    Workflow healthy = begin(Made.workflow());
    store()
        .jdbc()
        .sql("UPDATE workflow SET " + column + " = " + damage + " WHERE id = ?")
        .param(damaged.id())
        .update();
    WorkflowStore workflows = store().workflows();
    assertThatThrownBy(() -> workflows.find(damaged.id()))
        .isInstanceOf(WorkflowDamaged.class)
        .hasMessageContaining(damaged.id());
    for (WorkflowStore.Listing listing : List.of(workflows.unended(), workflows.list("", 10_000))) {
      assertThat(listing.workflows())
          .contains(healthy)
          .extracting(Workflow::id)
          .doesNotContain(damaged.id());
      assertThat(listing.damaged())
          .filteredOn(each -> each.id().equals(damaged.id()))
          .singleElement()
          .satisfies(each -> assertThat(each.target()).isEqualTo("orders-replica"));
    }
    assertThat(workflows.epoch(damaged.id())).isZero();
    assertThat(workflows.ensureScheduled(damaged.id(), Made.NOON)).isFalse();
    assertThatThrownBy(() -> attempt(Made.workflow(), "", target))
        .isInstanceOf(WorkflowDamaged.class);
    store().jdbc().sql("DELETE FROM workflow WHERE id = ?").param(damaged.id()).update();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          state     | 'UNHEARD_OF'
          deadline  | 'soon'
          undo_json | '{'
          """)
  void a_damaged_obligation_hides_no_other_and_keeps_its_workflow(String column, String damage) {
    Workflow stored = begin(Made.workflow());
    Obligation healthy = cut(stored, "security-group:" + UUID.randomUUID());
    Obligation damaged = cut(stored, "security-group:" + UUID.randomUUID());
    Workflow owing = store().workflows().commit(owing(stored, healthy));
    store().workflows().commit(owing(owing, damaged));
    store()
        .jdbc()
        .sql("UPDATE obligation SET " + column + " = " + damage + " WHERE id = ?")
        .param(damaged.id())
        .update();
    Obligations obligations = store().obligations();
    assertThatThrownBy(() -> obligations.find(damaged.id()))
        .isInstanceOf(ObligationDamaged.class)
        .hasMessageContaining(damaged.id());
    assertThatThrownBy(() -> obligations.openOf(stored.id())).isInstanceOf(ObligationDamaged.class);
    for (List<Obligation> list :
        List.of(
            obligations.open(),
            obligations.list(10_000),
            obligations.overdue(Instant.parse("2999-01-01T00:00:00Z")))) {
      assertThat(list)
          .extracting(Obligation::id)
          .contains(healthy.id())
          .doesNotContain(damaged.id());
    }
    assertThat(obligations.damaged())
        .filteredOn(each -> each.id().equals(damaged.id()))
        .singleElement()
        .satisfies(each -> assertThat(each.workflowId()).isEqualTo(stored.id()));
    store().jdbc().sql("DELETE FROM obligation WHERE id = ?").param(damaged.id()).update();
  }

  @Test
  void what_a_stream_says_already_is_not_told_again() {
    Workflow stored = begin(Made.workflow());
    WorkflowStore workflows = store().workflows();
    assertThat(workflows.tellOnce(stored.id(), Made.draft("why"))).isTrue();
    assertThat(workflows.tellOnce(stored.id(), Made.draft("WHY"))).isTrue();
    assertThat(workflows.tellOnce(stored.id(), Made.draft("why"))).isFalse();
    List<JournalEntry> rows = store().journal().read(stored.id(), 0, 10);
    assertThat(rows).extracting(JournalEntry::summary).containsExactly("accepted", "why", "WHY");
    assertThat(Chain.firstBreak(rows)).isEmpty();
  }

  @Test
  void of_several_instances_one_raises_an_alarm_and_one_clears_it() throws Exception {
    Workflow stored = begin(Made.workflow());
    Obligation owed = cut(stored, "security-group:" + UUID.randomUUID());
    store().workflows().commit(owing(stored, owed));
    List<Boolean> raised =
        Race.run(RIVALS, i -> store().alarms().raise(alarm(owed), Made.draft("raised")));
    assertThat(raised).containsOnlyOnce(true);
    Alarm alarm = store().alarms().of(owed.id()).orElseThrow();
    assertThat(alarm.raisedAt()).isEqualTo(Made.NOON);
    assertThat(store().alarms().standing()).contains(alarm);
    assertThat(store().count("scheduled_tasks WHERE task_instance = ?", alarm.id() + ":RAISED"))
        .isEqualTo(1);
    List<Boolean> cleared =
        Race.run(RIVALS, i -> store().alarms().clear(alarm, Made.NOON, Made.draft("cleared")));
    assertThat(cleared).containsOnlyOnce(true);
    assertThat(store().alarms().find(alarm.id()).orElseThrow().clearedAt()).contains(Made.NOON);
    assertThat(store().alarms().standing()).doesNotContain(alarm);
    assertThat(store().journal().read(stored.id(), 0, 10))
        .extracting(JournalEntry::summary)
        .containsExactly("accepted", "owes", "raised", "cleared");
    assertThat(store().count("scheduled_tasks WHERE task_instance = ?", alarm.id() + ":CLEARED"))
        .isEqualTo(1);
  }

  @Test
  void two_instances_that_discharge_one_obligation_of_a_damaged_workflow_close_it_once()
      throws Exception {
    Workflow stored = begin(Made.workflow());
    Obligation owed = cut(stored, "security-group:" + UUID.randomUUID());
    store().workflows().commit(owing(stored, owed));
    store()
        .jdbc()
        .sql("UPDATE workflow SET progress = 'garbage' WHERE id = ?")
        .param(stored.id())
        .update();
    Counting calls = new Counting();
    Race.run(
        RIVALS,
        i -> {
          new Orphans(store().workflows(), store().obligations(), List.of(calls), new Signals())
              .discharge(owed.id());
          return i;
        });
    assertThat(store().obligations().find(owed.id()).orElseThrow().state())
        .isEqualTo(ObligationState.CLOSED);
    List<JournalEntry> rows = store().journal().read(stored.id(), 0, 100);
    assertThat(rows).filteredOn(row -> row.kind() == EntryKind.DISCHARGED).hasSize(1);
    // Made.draft's own rows are intents, too: "accepted" and "owes".
    assertThat(rows)
        .filteredOn(row -> row.kind() == EntryKind.INTENT)
        .hasSize(2 + calls.acts.get());
    assertThat(rows).filteredOn(row -> row.kind() == EntryKind.OUTCOME).hasSize(calls.acts.get());
    assertThat(Chain.firstBreak(rows)).isEmpty();
    store().jdbc().sql("DELETE FROM workflow WHERE id = ?").param(stored.id()).update();
  }

  /** Acts once on whoever asks; counts the acts that were announced in time. */
  private static final class Counting implements Discharger {
    private final AtomicInteger acts = new AtomicInteger();

    @Override
    public String kind() {
      return "egress-cut";
    }

    @Override
    public boolean needsDatabase() {
      return false;
    }

    @Override
    public Discharge attempt(
        Obligation obligation, BooleanSupplier rightful, Announcement announce) {
      announce.acting("give back", Map.of());
      acts.incrementAndGet();
      announce.answered("give back", "done");
      return new Discharge.Closed("read back");
    }

    @Override
    public List<String> undoCommands(Obligation obligation) {
      return List.of();
    }
  }

  private static Alarm alarm(Obligation owed) {
    return new Alarm(
        UUID.randomUUID().toString(),
        owed.id(),
        owed.workflowId(),
        Alarm.OVERDUE,
        owed.database(),
        "still owed",
        owed.deadline(),
        Made.NOON,
        Optional.empty());
  }

  private static Change owing(Workflow workflow, Obligation obligation) {
    return Made.change(Made.saying(workflow, "owes"), obligation);
  }

  private boolean owes(Workflow workflow, Obligation obligation) {
    try {
      store().workflows().commit(owing(workflow, obligation));
      return true;
    } catch (ClaimHeld e) {
      return false;
    }
  }

  private static Obligation cut(Workflow workflow, String... claims) {
    return new Obligation(
        UUID.randomUUID().toString(),
        workflow.id(),
        "egress-cut",
        "orders-replica",
        ObligationState.ADDING,
        "the egress of orders-replica",
        "{\"obligationId\":\"o\"}",
        "",
        Set.of(claims),
        Made.NOON,
        Made.NOON.plusSeconds(900),
        "");
  }

  private boolean commits(Change change) {
    try {
      store().workflows().commit(change);
      return true;
    } catch (Superseded e) {
      return false;
    }
  }

  private Workflow begin(Workflow workflow, String... claims) {
    return started(List.of(attempt(workflow, "", claims)));
  }

  private Begun attempt(Workflow workflow, String key, String... claims) {
    return store()
        .workflows()
        .begin(workflow, Set.of(claims), List.of(Made.draft("accepted")), key);
  }

  private static Workflow started(List<Begun> begun) {
    List<Workflow> started =
        begun.stream()
            .filter(Begun.Started.class::isInstance)
            .map(one -> ((Begun.Started) one).workflow())
            .toList();
    assertThat(started).hasSize(1);
    return started.getFirst();
  }
}
