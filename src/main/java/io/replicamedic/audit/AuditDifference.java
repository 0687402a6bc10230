package io.replicamedic.audit;

import io.replicamedic.durability.Audit;
import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.durability.LossWindow;
import io.replicamedic.durability.Observed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is otherwise in a later verdict than in an earlier one on the same database; pure.
 *
 * @param appeared findings that stand in the later one only; a finding stands when its rule failed
 *     or is unknown
 * @param gone findings that stood in the earlier one only, as they were
 * @param changed findings that stand in both, with another outcome or severity
 * @param values what was read otherwise, of any rule
 * @param windows by failure, where one of them can lose something else
 */
public record AuditDifference(
    KeptAudit from,
    KeptAudit to,
    List<Finding> appeared,
    List<Finding> gone,
    List<Changed> changed,
    List<ValueChanged> values,
    List<WindowChanged> windows) {
  /** Immutable. */
  public AuditDifference {
    appeared = List.copyOf(appeared);
    gone = List.copyOf(gone);
    changed = List.copyOf(changed);
    values = List.copyOf(values);
    windows = List.copyOf(windows);
  }

  /** A finding before and after. */
  public record Changed(Finding before, Finding after) {}

  /**
   * Something that a rule looked at.
   *
   * @param before empty when nobody looked at it then
   * @param after empty when nobody does any more
   */
  public record ValueChanged(String rule, Optional<Observed> before, Optional<Observed> after) {}

  /** What one failure can lose. */
  public record WindowChanged(LossWindow before, LossWindow after) {}

  /** Of two verdicts, the earlier first. */
  public static AuditDifference between(KeptAudit from, KeptAudit to) {
    Map<String, Finding> before = byRule(from.audit());
    Map<String, Finding> after = byRule(to.audit());
    return new AuditDifference(
        from,
        to,
        to.audit().findings().stream().filter(it -> stands(it) && !stands(before, it)).toList(),
        from.audit().findings().stream().filter(it -> stands(it) && !stands(after, it)).toList(),
        to.audit().findings().stream()
            .filter(it -> stands(it) && stands(before, it))
            .map(it -> new Changed(Optional.ofNullable(before.get(it.rule())).orElseThrow(), it))
            .filter(it -> isOtherwise(it.before(), it.after()))
            .toList(),
        values(before, after),
        windows(from.audit(), to.audit()));
  }

  /** Whether both say the same. */
  public boolean isEmpty() {
    return appeared.isEmpty()
        && gone.isEmpty()
        && changed.isEmpty()
        && values.isEmpty()
        && windows.isEmpty()
        && from.audit().grade() == to.audit().grade();
  }

  private static Map<String, Finding> byRule(Audit audit) {
    Map<String, Finding> byRule = new LinkedHashMap<>();
    audit.findings().forEach(it -> byRule.put(it.rule(), it));
    return byRule;
  }

  private static boolean stands(Finding finding) {
    return finding.outcome() == Outcome.FAILED || finding.outcome() == Outcome.UNKNOWN;
  }

  private static boolean stands(Map<String, Finding> findings, Finding like) {
    Finding there = findings.get(like.rule());
    return there != null && stands(there);
  }

  private static boolean isOtherwise(Finding before, Finding after) {
    return before.outcome() != after.outcome() || before.severity() != after.severity();
  }

  private static List<ValueChanged> values(
      Map<String, Finding> before, Map<String, Finding> after) {
    Map<Place, Observed> earlier = places(before);
    Map<Place, Observed> later = places(after);
    List<ValueChanged> changes = new ArrayList<>();
    later.forEach(
        (place, now) -> {
          Optional<Observed> then = Optional.ofNullable(earlier.get(place));
          if (then.map(Verdict::value).filter(Verdict.value(now)::equals).isEmpty()) {
            changes.add(new ValueChanged(place.rule(), then, Optional.of(now)));
          }
        });
    earlier.forEach(
        (place, then) -> {
          if (!later.containsKey(place)) {
            changes.add(new ValueChanged(place.rule(), Optional.of(then), Optional.empty()));
          }
        });
    return changes;
  }

  private static Map<Place, Observed> places(Map<String, Finding> findings) {
    Map<Place, Observed> places = new LinkedHashMap<>();
    findings
        .values()
        .forEach(
            finding ->
                finding
                    .read()
                    .forEach(
                        it ->
                            places.put(
                                new Place(finding.rule(), it.name(), it.origin(), it.from()), it)));
    return places;
  }

  private static List<WindowChanged> windows(Audit before, Audit after) {
    Map<FailureKind, LossWindow> earlier = new LinkedHashMap<>();
    before.windows().forEach(it -> earlier.put(it.failure(), it));
    return after.windows().stream()
        .filter(it -> earlier.containsKey(it.failure()))
        .map(
            it ->
                new WindowChanged(Optional.ofNullable(earlier.get(it.failure())).orElseThrow(), it))
        .filter(it -> !said(it.before()).equals(said(it.after())))
        .toList();
  }

  private static List<String> said(LossWindow window) {
    return List.of(
        Verdict.text(window.rows()), Verdict.text(window.binlog()), window.replicas().name());
  }

  private record Place(String rule, String name, Observed.Origin origin, String from) {}
}
