package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.FleetQuery.Order;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Expected;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.Severity;
import io.replicamedic.replication.ThreadState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Lists of replicas: which, in which order, page by page. */
class FleetQueryProperties {
  @Property(tries = 500)
  void page_after_page_is_all_that_match_each_once_and_in_order(
      @ForAll("fleets") List<Standing> fleet,
      @ForAll Order order,
      @ForAll Optional<Severity> atLeast,
      @ForAll @IntRange(min = 1, max = 7) int limit) {
    List<Standing> seen = new ArrayList<>();
    String after = "";
    while (true) {
      FleetQuery.Page page = query(order, atLeast, Set.of(), "", after, limit).of(fleet);
      assertThat(page.replicas()).hasSizeLessThanOrEqualTo(limit);
      seen.addAll(page.replicas());
      assertThat(page.matching()).isGreaterThanOrEqualTo(seen.size());
      if (page.next().isEmpty()) {
        assertThat(page.matching()).isEqualTo(seen.size());
        break;
      }
      after = page.next().get();
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            fleet.stream()
                .filter(
                    it ->
                        atLeast.isEmpty()
                            || it.severity().isPresent()
                                && it.severity().get().compareTo(atLeast.get()) >= 0)
                .toList());
    assertThat(seen).isSortedAccordingTo(comparing(order));
  }

  @Example
  void a_text_is_looked_for_in_names_and_addresses() {
    List<Standing> fleet =
        List.of(
            new Standing(Fleet.replica("orders"), Optional.empty()),
            new Standing(Fleet.replica("bills"), Optional.empty()));
    assertThat(ids(query(Order.ID, Optional.empty(), Set.of(), "BILL", "", 9).of(fleet)))
        .containsExactly("bills");
    assertThat(ids(query(Order.ID, Optional.empty(), Set.of(), "source.ex", "", 9).of(fleet)))
        .containsExactly("bills", "orders");
    assertThat(ids(query(Order.ID, Optional.empty(), Set.of(), "payments", "", 9).of(fleet)))
        .isEmpty();
  }

  @Example
  void what_was_never_read_has_no_diagnosis_to_ask_for() {
    List<Standing> fleet = List.of(new Standing(Fleet.replica("orders"), Optional.empty()));
    Set<DiagnosisCode> any = Set.of(DiagnosisCode.values());
    assertThat(query(Order.ID, Optional.empty(), any, "", "", 9).of(fleet).replicas()).isEmpty();
  }

  @Provide
  Arbitrary<List<Standing>> fleets() {
    Arbitrary<Optional<ReplicaReading>> readings =
        Arbitraries.of(0, 1, 2, 3, 4).map(FleetQueryProperties::reading);
    return Combinators.combine(Arbitraries.integers().between(0, 40), readings)
        .as((number, reading) -> new Standing(Fleet.replica("db-" + number), reading))
        .list()
        .uniqueElements(it -> it.database().id())
        .ofMaxSize(20);
  }

  private static Optional<ReplicaReading> reading(int kind) {
    return switch (kind) {
      case 0 -> Optional.empty();
      case 1 ->
          Optional.of(
              ReplicaReading.unreadable(
                  "any", new Seen.Unreadable(2003, "refused", Fleet.START), Duration.ZERO));
      case 2 -> Optional.of(of(ThreadState.YES, 0));
      case 3 -> Optional.of(of(ThreadState.CONNECTING, 2003));
      default -> Optional.of(of(ThreadState.NO, 0));
    };
  }

  private static ReplicaReading of(ThreadState receiver, int errno) {
    var status = Fleet.status(receiver, ThreadState.YES, errno, Fleet.START);
    var diagnosis = Diagnostician.diagnose(Observation.of(new Seen.Channel(status)));
    return ReplicaReading.of(
        "any",
        Fleet.FACTS,
        List.of(new ChannelState(status, diagnosis)),
        Expected.NOTHING,
        Fleet.START,
        Duration.ZERO);
  }

  private static Comparator<Standing> comparing(Order order) {
    Comparator<Standing> byId = Comparator.comparing(it -> it.database().id());
    return switch (order) {
      case ID -> byId;
      case SEVERITY ->
          Comparator.<Standing>comparingInt(it -> -it.severity().map(Enum::ordinal).orElse(-9))
              .thenComparing(byId);
      case LAG ->
          Comparator.<Standing>comparingInt(
                  it -> it.reading().isPresent() && it.behind().isEmpty() ? 0 : 1)
              .thenComparing(byId);
    };
  }

  private static FleetQuery query(
      Order order,
      Optional<Severity> atLeast,
      Set<DiagnosisCode> codes,
      String text,
      String after,
      int limit) {
    return new FleetQuery(atLeast, codes, Optional.empty(), text, order, after, limit);
  }

  private static List<String> ids(FleetQuery.Page page) {
    return page.replicas().stream().map(it -> it.database().id()).toList();
  }
}
