package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One setting whose running value and whose parameter group are of two minds; what {@link
 * GroupNotInForce} and {@link UndoneByRestart} report.
 *
 * @param runs what its rule thinks of the running value
 * @param said what the group says
 * @param comes what its rule thinks of the group's value
 */
record Drift(SettingRule rule, Value.Is value, Verdict runs, Said said, Verdict comes) {

  /** Of all these rules, where both are known and apply. */
  static List<Drift> all(List<SettingRule> rules, Case it) {
    List<Drift> found = new ArrayList<>();
    for (SettingRule rule : rules) {
      if (rule.idle(it).isEmpty() && it.value(rule.setting()) instanceof Value.Is value) {
        it.said(rule.setting())
            .flatMap(
                said ->
                    said.meaning(rule.setting(), it)
                        .map(
                            meaning ->
                                new Drift(
                                    rule,
                                    value,
                                    rule.of(value.meaning(), it),
                                    said,
                                    rule.of(meaning, it))))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  /** Names of parameters of these rules whose value there, a formula or a default, is not known. */
  static List<String> incomparable(List<SettingRule> rules, Case it) {
    return rules.stream()
        .filter(rule -> rule.idle(it).isEmpty())
        .filter(
            rule ->
                it.value(rule.setting()) instanceof Value.Is value
                    && !(rule.of(value.meaning(), it) instanceof Verdict.Moot))
        .flatMap(
            rule ->
                it
                    .said(rule.setting())
                    .filter(said -> said.meaning(rule.setting(), it).isEmpty())
                    .map(Said::parameter)
                    .stream())
        .toList();
  }

  /** The group would be right, and the server runs wrong. */
  boolean notInForce() {
    return comes instanceof Verdict.Right && runs instanceof Verdict.Wrong;
  }

  /** The server runs right, and the next restart makes it wrong. */
  boolean undone() {
    return runs instanceof Verdict.Right && comes instanceof Verdict.Wrong;
  }

  /** How bad the wrong side is. */
  Severity severity() {
    return wrong().map(Verdict.Wrong::severity).orElse(Severity.OK);
  }

  /** What the rule wants instead of the wrong side. */
  Cure cure(Case it) {
    return new Cure(rule.setting(), wrong().map(Verdict.Wrong::wanted).orElse(""), it);
  }

  /** For people: {@code sync_binlog runs as 0, prod-mysql80 says 1}. */
  String words(Case it) {
    return value.variable()
        + " runs as "
        + value.text()
        + ", "
        + said.group().name()
        + " says "
        + said.words(rule.setting(), it);
  }

  private Optional<Verdict.Wrong> wrong() {
    Verdict side = runs instanceof Verdict.Wrong ? runs : comes;
    return side instanceof Verdict.Wrong wrong ? Optional.of(wrong) : Optional.empty();
  }
}
