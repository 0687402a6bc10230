package io.replicamedic.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicamedic.controls.Downtime;
import io.replicamedic.controls.DowntimeStore;
import io.replicamedic.fleet.ChannelSummary;
import io.replicamedic.fleet.HeldLatch;
import io.replicamedic.fleet.HistoryStore;
import io.replicamedic.fleet.HistoryStore.Place;
import io.replicamedic.fleet.LatchStore;
import io.replicamedic.fleet.ReplicaState;
import io.replicamedic.fleet.StatusChange;
import io.replicamedic.fleet.StatusNote;
import io.replicamedic.fleet.StatusSample;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.JournalEntry;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.Severity;
import io.replicamedic.replication.ThreadState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store promises to the history of the replicas; run on each kind. */
interface HistoryContract {
  int RIVALS = 4;

  /** Later than all rules: what they delete by time is never another rule's. */
  Instant NOON = Instant.parse("2026-11-27T12:00:00.123456Z");

  ReplicaState WELL = state(DiagnosisCode.HEALTHY, channel("", 0));
  ReplicaState GHOST =
      state(DiagnosisCode.GHOST, channel("", 2003), channel("Grüße-\"orders\"", 1045));
  ReplicaState UNREACHABLE = state(DiagnosisCode.UNREACHABLE);

  OpenStore store();

  @Test
  default void a_change_is_read_back_with_the_state_before_it() {
    String replica = name();
    history().record(List.of(note(replica, 0, WELL), note(replica, 1, GHOST)));
    history().record(List.of(note(replica, 2, UNREACHABLE)));
    List<StatusChange> changes = changes(replica);
    assertThat(changes).extracting(StatusChange::after).containsExactly(UNREACHABLE, GHOST, WELL);
    assertThat(changes)
        .extracting(StatusChange::before)
        .containsExactly(Optional.of(GHOST), Optional.of(WELL), Optional.empty());
    assertThat(changes.getLast().at()).isEqualTo(NOON);
    assertThat(history().after(changes.getLast().seq(), replica, 10))
        .containsExactly(changes.get(1), changes.get(0));
  }

  @Test
  default void what_another_instance_has_noted_already_is_no_change() {
    String replica = name();
    history().record(List.of(note(replica, 0, WELL)));
    history().record(List.of(note(replica, 1, WELL), note(replica, 2, WELL)));
    assertThat(changes(replica)).hasSize(1);
  }

  @Test
  default void notes_that_are_written_again_are_no_changes() {
    String replica = name();
    List<StatusNote> notes =
        List.of(
            note(replica, 0, WELL),
            note(replica, 1, GHOST),
            note(replica, 2, WELL),
            note(replica, 3, GHOST));
    history().record(notes);
    history().record(notes);
    history().record(Stream.concat(notes.stream(), Stream.of(note(replica, 4, WELL))).toList());
    assertThat(changes(replica))
        .extracting(StatusChange::at)
        .containsExactly(at(4), at(3), at(2), at(1), at(0));
  }

  @Test
  default void a_clock_that_was_set_back_hides_no_state() {
    String replica = name();
    history().record(List.of(note(replica, 60, WELL)));
    history().record(List.of(note(replica, 0, GHOST)));
    assertThat(changes(replica)).extracting(StatusChange::after).containsExactly(GHOST, WELL);
  }

  @Test
  default void changes_are_numbered_without_gaps_whoever_writes_them() throws Exception {
    long before = history().head().last();
    List<String> replicas = IntStream.range(0, RIVALS).mapToObj(i -> name()).toList();
    Race.run(
        RIVALS,
        i -> {
          for (int n = 0; n < 5; n++) {
            history().record(List.of(note(replicas.get(i), n, n % 2 == 0 ? WELL : GHOST)));
          }
          return i;
        });
    assertThat(history().after(before, "", 100))
        .extracting(StatusChange::seq)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(before + 1, before + RIVALS * 5L).boxed().toList());
    assertThat(history().head().last()).isEqualTo(before + RIVALS * 5L);
  }

  @Test
  default void changes_are_found_by_time_and_page() {
    String replica = name();
    history()
        .record(
            IntStream.range(0, 5)
                .mapToObj(n -> note(replica, n, n % 2 == 0 ? WELL : GHOST))
                .toList());
    List<StatusChange> all = changes(replica);
    assertThat(history().changes(replica, at(1), at(3), Long.MAX_VALUE, 10))
        .containsExactly(all.get(2), all.get(3));
    assertThat(history().changes(replica, at(0), at(9), all.get(1).seq(), 2))
        .containsExactly(all.get(2), all.get(3));
  }

  @Test
  default void samples_are_read_back_newest_first_page_by_page() {
    String replica = name();
    List<StatusSample> told =
        List.of(
            new StatusSample(
                replica, at(2), "", DiagnosisCode.UNREACHABLE, Severity.CRITICAL, Optional.empty()),
            sample(replica, 1, "b"),
            sample(replica, 1, "a"),
            sample(replica, 0, ""));
    history().sample(told.reversed());
    assertThat(history().samples(replica, at(0), new Place(at(3), ""), 10))
        .containsExactlyElementsOf(told);
    assertThat(history().samples(replica, at(0), new Place(at(1), "b"), 10))
        .containsExactlyElementsOf(told.subList(2, 4));
    assertThat(history().samples(replica, at(1), new Place(at(2), ""), 1))
        .containsExactly(told.get(1));
  }

  @Test
  default void a_sample_that_is_there_already_keeps_no_other_from_being_written() {
    String replica = name();
    history().sample(List.of(sample(replica, 0, "")));
    history().sample(List.of(sample(replica, 0, ""), sample(replica, 1, "")));
    assertThat(history().samples(replica, at(0), new Place(at(9), ""), 10)).hasSize(2);
  }

  @Test
  default void channels_that_differ_by_an_accent_keep_no_other_sample_from_being_written() {
    String replica = name();
    List<StatusSample> samples =
        List.of(sample(replica, 0, "a"), sample(replica, 0, "ä"), sample(replica, 1, ""));
    history().sample(samples);
    history().sample(samples);
    assertThat(history().samples(replica, at(0), new Place(at(9), ""), 10))
        .contains(samples.getFirst(), samples.getLast());
  }

  @Test
  default void what_can_never_be_stored_is_refused_and_nothing_of_its_batch_is_stored() {
    String replica = name();
    String tooLong = "r".repeat(65);
    assertThatThrownBy(
            () -> history().record(List.of(note(replica, 0, WELL), note(tooLong, 0, WELL))))
        .isInstanceOf(HistoryStore.Refused.class);
    assertThatThrownBy(
            () -> history().sample(List.of(sample(replica, 0, ""), sample(tooLong, 0, ""))))
        .isInstanceOf(HistoryStore.Refused.class);
    assertThat(changes(replica)).isEmpty();
    assertThat(history().samples(replica, at(0), new Place(at(9), ""), 10)).isEmpty();
  }

  @Test
  default void old_samples_are_deleted_in_small_batches() {
    String replica = name();
    Instant longAgo = NOON.minus(Duration.ofDays(1000));
    history()
        .sample(
            IntStream.range(0, 5)
                .mapToObj(n -> sample(replica, longAgo.plusSeconds(n), ""))
                .toList());
    assertThat(history().pruneSamples(longAgo.plusSeconds(4), 3)).isEqualTo(3);
    assertThat(history().pruneSamples(longAgo.plusSeconds(4), 3)).isEqualTo(1);
    assertThat(history().pruneSamples(longAgo.plusSeconds(4), 3)).isZero();
    assertThat(history().samples(replica, longAgo, new Place(at(9), ""), 10)).hasSize(1);
  }

  @Test
  default void old_changes_are_deleted_and_the_last_state_is_known_still() {
    String replica = name();
    Instant longAgo = NOON.minus(Duration.ofDays(1000));
    history()
        .record(
            List.of(
                new StatusNote(replica, longAgo, WELL),
                new StatusNote(replica, longAgo.plusSeconds(1), GHOST)));
    long newest = changes(replica).getFirst().seq();
    assertThat(history().pruneChanges(longAgo.plusSeconds(2), 1)).isEqualTo(1);
    assertThat(history().pruneChanges(longAgo.plusSeconds(2), 1)).isEqualTo(1);
    assertThat(history().pruneChanges(longAgo.plusSeconds(2), 1)).isZero();
    assertThat(history().head().pruned()).isGreaterThanOrEqualTo(newest);
    history().record(List.of(note(replica, 0, GHOST), note(replica, 1, WELL)));
    assertThat(changes(replica))
        .extracting(StatusChange::before)
        .containsExactly(Optional.of(GHOST));
  }

  @Test
  default void a_replica_keeps_no_more_changes_than_it_may() {
    String replica = name();
    history()
        .record(
            IntStream.range(0, 40)
                .mapToObj(n -> note(replica, n, n % 2 == 0 ? WELL : GHOST))
                .toList());
    List<StatusChange> newest = changes(replica).subList(0, 30);
    while (history().pruneChangesBeyond(30, 4) > 0) {
      assertThat(history().head().pruned()).isPositive();
    }
    assertThat(changes(replica)).containsExactlyElementsOf(newest);
    history().record(List.of(note(replica, 40, WELL)));
    assertThat(history().pruneChangesBeyond(30, 4)).isEqualTo(1);
    assertThat(changes(replica)).hasSize(30).endsWith(newest.get(28));
  }

  @Test
  default void a_latch_is_kept_as_it_was_first_seen_until_a_person_acknowledges_it() {
    String replica = name();
    latches().save(replica, latch(0));
    latches().save(replica, latch(1));
    assertThat(held(replica)).containsExactly(new HeldLatch(replica, latch(0), Optional.empty()));

    HeldLatch.Acknowledgement now = new HeldLatch.Acknowledgement(at(2), "sre", "rebuilt: 🚑");
    assertThat(latches().acknowledge(replica, Latch.Kind.LOST_TAIL, "uuid-1", now))
        .contains(new HeldLatch(replica, latch(0), Optional.of(now)));
    assertThat(held(replica)).extracting(HeldLatch::acknowledged).containsExactly(Optional.of(now));
    assertThat(latches().acknowledge(replica, Latch.Kind.LOST_TAIL, "uuid-1", now)).isEmpty();

    latches().save(replica, latch(1));
    assertThat(held(replica)).extracting(HeldLatch::acknowledged).containsExactly(Optional.of(now));
    latches().save(replica, latch(3));
    assertThat(held(replica)).containsExactly(new HeldLatch(replica, latch(3), Optional.empty()));
  }

  @Test
  default void a_lost_tail_that_another_replica_showed_is_settled_for_this_one_alone() {
    String shown = name();
    String other = name();
    String source = UUID.randomUUID().toString();
    HeldLatch.Acknowledgement now = new HeldLatch.Acknowledgement(at(2), "sre", "compared");
    assertThat(latches().acknowledge(other, Latch.Kind.LOST_TAIL, source, now)).isEmpty();
    latches().save(shown, latch(source, 0));

    assertThat(latches().acknowledge(other, Latch.Kind.LOST_TAIL, source, now))
        .contains(new HeldLatch(other, latch(source, 0), Optional.of(now)));
    assertThat(latches().acknowledge(other, Latch.Kind.LOST_TAIL, source, now)).isEmpty();
    assertThat(held(other)).extracting(HeldLatch::acknowledged).containsExactly(Optional.of(now));
    assertThat(held(shown))
        .containsExactly(new HeldLatch(shown, latch(source, 0), Optional.empty()));
    assertThat(store().journal().read("database:" + other, 0, 10)).hasSize(1);
  }

  @Test
  default void the_last_state_of_each_replica_is_told_with_its_time() {
    String replica = name();
    ReplicaState state = state(DiagnosisCode.HEALTHY, channel("", 0));
    history().record(List.of(note(replica, 1, state)));
    assertThat(history().last()).contains(note(replica, 1, state));
  }

  @Test
  default void who_acknowledged_a_latch_and_why_is_in_the_journal() {
    String replica = name();
    latches().save(replica, latch(0));
    latches()
        .acknowledge(
            replica,
            Latch.Kind.LOST_TAIL,
            "uuid-1",
            new HeldLatch.Acknowledgement(at(2), "sre", "rebuilt"));
    List<JournalEntry> rows = store().journal().read("database:" + replica, 0, 10);
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().kind()).isEqualTo(EntryKind.ACKNOWLEDGED);
    assertThat(rows.getFirst().actor()).isEqualTo("sre");
    assertThat(rows.getFirst().detail()).contains("rebuilt", "more GTIDs");
  }

  @Test
  default void a_downtime_is_read_back_until_it_ends_and_is_in_the_journal() {
    String database = name();
    Downtime first = downtime(database, 60, "dba");
    Downtime second = downtime(database, 90, "Grüße 🚑");
    downtimes().put(first);
    downtimes().put(second);
    assertThat(downtimes(database, 89)).containsExactly(second);
    assertThat(downtimes(database, 90)).isEmpty();

    assertThat(downtimes().end(database, at(30), "bot", "done early")).isTrue();
    assertThat(downtimes().end(database, at(31), "bot", "again")).isFalse();
    assertThat(downtimes(database, 30)).isEmpty();
    List<JournalEntry> rows = store().journal().read("database:" + database, 0, 10);
    assertThat(rows)
        .extracting(JournalEntry::kind)
        .containsExactly(EntryKind.DOWNTIME, EntryKind.DOWNTIME, EntryKind.DOWNTIME_ENDED);
    assertThat(rows).extracting(JournalEntry::actor).containsExactly("sre", "sre", "bot");
    assertThat(rows.getLast().detail()).contains("done early");
  }

  private DowntimeStore downtimes() {
    return store().context().getBean(DowntimeStore.class);
  }

  private List<Downtime> downtimes(String database, int second) {
    return downtimes().after(at(second)).stream()
        .filter(it -> it.database().equals(database))
        .toList();
  }

  private static Downtime downtime(String database, int seconds, String owner) {
    return new Downtime(database, owner, "moving", at(0), at(seconds), "sre");
  }

  private HistoryStore history() {
    return store().context().getBean(HistoryStore.class);
  }

  private LatchStore latches() {
    return store().context().getBean(LatchStore.class);
  }

  private List<HeldLatch> held(String replica) {
    return latches().all().stream().filter(it -> it.replica().equals(replica)).toList();
  }

  private List<StatusChange> changes(String replica) {
    return history().changes(replica, Instant.EPOCH, at(1000), Long.MAX_VALUE, 100);
  }

  private static String name() {
    return "r-" + UUID.randomUUID();
  }

  private static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  private static StatusNote note(String replica, int second, ReplicaState state) {
    return new StatusNote(replica, at(second), state);
  }

  private static StatusSample sample(String replica, int second, String channel) {
    return sample(replica, at(second), channel);
  }

  private static StatusSample sample(String replica, Instant at, String channel) {
    return new StatusSample(
        replica,
        at,
        channel,
        DiagnosisCode.RECEIVER_CONNECTING,
        Severity.CRITICAL,
        Optional.of(
            new StatusSample.Figures(
                ThreadState.CONNECTING,
                ThreadState.YES,
                2003,
                0,
                channel.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(1500)),
                3600,
                channel.isEmpty() ? Optional.of(86_400L) : Optional.empty())));
  }

  private static Latch latch(int second) {
    return latch("uuid-1", second);
  }

  private static Latch latch(String sourceUuid, int second) {
    return new Latch(
        Latch.Kind.LOST_TAIL,
        new Endpoint("source.example.net", 3306),
        sourceUuid,
        at(second),
        "Replica has more GTIDs than the source has");
  }

  private static ReplicaState state(DiagnosisCode code, ChannelSummary... channels) {
    return new ReplicaState(code, code.severity(), Optional.empty(), List.of(), List.of(channels));
  }

  private static ChannelSummary channel(String name, int errno) {
    return new ChannelSummary(
        name,
        errno == 0 ? DiagnosisCode.HEALTHY : DiagnosisCode.RECEIVER_CONNECTING,
        errno == 0 ? Optional.empty() : Optional.of(Cause.UNREACHABLE),
        errno == 0 ? List.of() : List.of(DiagnosisCode.APPLIER_OTHER, DiagnosisCode.LAGGING),
        errno == 0 ? ThreadState.YES : ThreadState.CONNECTING,
        ThreadState.NO,
        errno,
        1062,
        new Endpoint("source.example.net", 3306),
        "3e11fa47-71ca-11e1-9e33-c80aa9429562");
  }
}
