package io.replicamedic.fleet;

import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which replicas of many, in which order, and how many at once.
 *
 * @param atLeast only these severities and worse
 * @param codes primary diagnoses; empty = any
 * @param text part of the id or of an address; empty = any
 * @param after {@link Page#next} of the page before; empty = from the start
 */
public record FleetQuery(
    Optional<Severity> atLeast,
    Set<DiagnosisCode> codes,
    Optional<ReplicationKind> kind,
    String text,
    Order order,
    String after,
    int limit) {
  private static final long LONGEST = 999_999_999_999L;

  /** What comes first. */
  public enum Order {
    /** By name. */
    ID,
    /** The worst first, then by name. */
    SEVERITY,
    /** The farthest behind first, whose lag nobody knows before all, then by name. */
    LAG
  }

  /**
   * Some of them.
   *
   * @param next where the next page begins; empty on the last one
   * @param matching how many there are on all pages together
   */
  public record Page(List<Standing> replicas, Optional<String> next, int matching) {}

  /** Its page. A replica that changes its place between two pages is on both, or on none. */
  public Page of(List<Standing> all) {
    List<Standing> matching =
        all.stream().filter(this::matches).sorted(Comparator.comparing(this::place)).toList();
    List<Standing> rest = matching.stream().filter(it -> place(it).compareTo(after) > 0).toList();
    List<Standing> page = rest.stream().limit(limit).toList();
    return new Page(
        page,
        rest.size() > limit ? Optional.of(place(page.getLast())) : Optional.empty(),
        matching.size());
  }

  private boolean matches(Standing it) {
    return (atLeast.isEmpty()
            || it.severity().filter(own -> own.compareTo(atLeast.get()) >= 0).isPresent())
        && (codes.isEmpty() || it.diagnosis().filter(own -> codes.contains(own.code())).isPresent())
        && (kind.isEmpty() || it.database().kind() == kind.get())
        && (text.isEmpty() || said(it).contains(text.toLowerCase(Locale.ROOT)));
  }

  private static String said(Standing it) {
    String sources =
        it.database().sources().values().stream()
            .map(known -> " " + known.asDatabase())
            .collect(Collectors.joining());
    return (it.database().id() + " " + it.database().endpoint() + sources).toLowerCase(Locale.ROOT);
  }

  /** Sorts as text; ids have no blank, and are compared when all before is equal. */
  private String place(Standing it) {
    return switch (order) {
          case ID -> "";
          case SEVERITY ->
              it.severity().map(own -> Severity.values().length - own.ordinal()).orElse(9) + " ";
          case LAG -> "%012d ".formatted(LONGEST - behindMillis(it));
        }
        + it.database().id();
  }

  private static long behindMillis(Standing it) {
    return it.reading().isEmpty()
        ? 0
        : it.behind().map(behind -> Math.min(behind.toMillis(), LONGEST)).orElse(LONGEST);
  }
}
