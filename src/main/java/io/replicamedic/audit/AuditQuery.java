package io.replicamedic.audit;

import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.Grade;
import io.replicamedic.replication.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which audits of many, in which order, and how many at once; what is said of a finding must be
 * true of one and the same. Made by web.
 *
 * @param atLeast findings of these severities and worse
 * @param rules findings of these; empty = any
 * @param unknown findings that could not be read, or only those that failed; empty = both
 * @param suppressed findings that are, or only the others; empty = both
 * @param engines empty = any; of one that was never audited none is known
 * @param grades the audit's own, in which everything counts; empty = any
 * @param audited whether there is an audit; empty = either
 * @param text part of the id or of the address; empty = any
 * @param after {@link Page#next} of the page before; empty = from the start
 */
public record AuditQuery(
    Optional<Severity> atLeast,
    Set<String> rules,
    Optional<Boolean> unknown,
    Optional<Boolean> suppressed,
    Set<EngineKind> engines,
    Set<Grade> grades,
    Optional<Boolean> audited,
    String text,
    Order order,
    String after,
    int limit) {
  /** Immutable. */
  public AuditQuery {
    rules = Set.copyOf(rules);
    engines = Set.copyOf(engines);
    grades = Set.copyOf(grades);
  }

  /** What comes first. */
  public enum Order {
    /** By name. */
    ID,
    /** The worst finding that counts first, then by name; without an audit before all. */
    SEVERITY,
    /** The worst grade first, then by name; without an audit before all. */
    GRADE,
    /** The oldest audit first; without one before all. */
    AGE
  }

  /**
   * One database, and those of its findings that were asked for.
   *
   * @param shown of {@link AuditedDatabase#open}
   */
  public record Line(AuditedDatabase audited, List<OpenFinding> shown) {}

  /**
   * Some of them.
   *
   * @param matching all of them, on all pages together
   * @param next where the next page begins; empty on the last one
   */
  public record Page(List<Line> lines, List<AuditedDatabase> matching, Optional<String> next) {}

  /** Its page. A database that changes its place between two pages is on both, or on none. */
  public Page of(List<AuditedDatabase> all) {
    List<AuditedDatabase> matching =
        all.stream().filter(this::matches).sorted(Comparator.comparing(this::place)).toList();
    List<AuditedDatabase> rest =
        matching.stream().filter(it -> place(it).compareTo(after) > 0).toList();
    List<AuditedDatabase> page = rest.stream().limit(limit).toList();
    return new Page(
        page.stream().map(it -> new Line(it, shown(it))).toList(),
        matching,
        rest.size() > limit ? Optional.of(place(page.getLast())) : Optional.empty());
  }

  private boolean matches(AuditedDatabase it) {
    return (!asksForFindings() || !shown(it).isEmpty())
        && audited.orElse(it.last().isPresent()) == it.last().isPresent()
        && (grades.isEmpty() || it.grade().filter(grades::contains).isPresent())
        && (engines.isEmpty()
            || it.last().filter(kept -> engines.contains(kept.audit().engine())).isPresent())
        && (text.isEmpty() || said(it).contains(text.toLowerCase(Locale.ROOT)));
  }

  private boolean asksForFindings() {
    return atLeast.isPresent() || !rules.isEmpty() || unknown.isPresent() || suppressed.isPresent();
  }

  private List<OpenFinding> shown(AuditedDatabase it) {
    return it.open().stream()
        .filter(open -> atLeast.isEmpty() || open.matters(atLeast.get()))
        .filter(open -> rules.isEmpty() || rules.contains(open.finding().rule()))
        .filter(open -> unknown.orElse(!open.failed()) != open.failed())
        .filter(open -> suppressed.orElse(!open.counts()) != open.counts())
        .toList();
  }

  private static String said(AuditedDatabase it) {
    return (it.database().id() + " " + it.database().endpoint()).toLowerCase(Locale.ROOT);
  }

  /** Sorts as text; ids have no blank, and are compared when all before is equal. */
  private String place(AuditedDatabase it) {
    return switch (order) {
          case ID -> "";
          case SEVERITY ->
              it.severity().map(own -> Severity.values().length - own.ordinal()).orElse(0) + " ";
          case GRADE -> it.grade().map(AuditQuery::rank).orElse(0) + " ";
          case AGE ->
              "%013d "
                  .formatted(
                      it.last().map(KeptAudit::lastAt).map(Instant::toEpochMilli).orElse(0L));
        }
        + it.database().id();
  }

  // Of which nothing is known may be the worst of all.
  private static int rank(Grade grade) {
    return switch (grade) {
      case UNKNOWN -> 1;
      case LOSES_COMMITS -> 2;
      case AT_RISK -> 3;
      case SOUND -> 4;
      case SAFE -> 5;
    };
  }
}
