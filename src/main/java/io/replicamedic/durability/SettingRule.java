package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule about one setting. It judges a value by itself, so that the value a parameter group would
 * bring is judged by the same words as the one the server runs with ({@link GroupNotInForce}).
 */
interface SettingRule extends Rule {
  /** What it is about. */
  Setting setting();

  /** Further settings that decide what the value means. */
  default List<Setting> context() {
    return List.of();
  }

  @Override
  default List<Setting> settings() {
    List<Setting> all = new ArrayList<>(List.of(setting()));
    all.addAll(context());
    return all;
  }

  /** Why it means nothing for this engine or role, whatever the value; empty when it does. */
  default Optional<String> idle(Case it) {
    return Optional.empty();
  }

  /** What it thinks of that value ({@link Meaning}); the variables were read. */
  Verdict of(String value, Case it);

  /**
   * What it thinks of a server that has no such variable: most have been there since before 5.7, so
   * that is strange, and never a pass.
   */
  default Verdict ofNone(Case it) {
    return new Verdict.Unclear("The server shows no " + setting().name() + ".");
  }

  /** How bad it would be at worst: what not knowing counts as. */
  Severity stake(Case it);

  /** Why it matters here. */
  String why(Case it);

  @Override
  default Finding judge(DurabilityReading reading) {
    Case it = new Case(reading);
    Optional<String> idle = idle(it);
    if (idle.isPresent()) {
      return notApplicable(List.of(), idle.orElseThrow());
    }
    List<Observed> read = new ArrayList<>(it.seen(setting()));
    context().forEach(other -> read.add(it.seen(other).getFirst()));
    return switch (it.value(setting())) {
      case Value.Is is -> conclude(of(is.meaning(), it), it, read);
      case Value.Absent _ -> conclude(ofNone(it), it, read);
      case Value.Unread(String why) ->
          unknown(stake(it), read, "How it runs could not be read: " + why + group(it), why(it));
    };
  }

  private Finding conclude(Verdict verdict, Case it, List<Observed> read) {
    return switch (verdict) {
      case Verdict.Right(String summary) -> passed(read, summary, why(it));
      case Verdict.Moot(String why) -> notApplicable(read, why);
      case Verdict.Unclear(String why) -> unknown(stake(it), read, why, why(it));
      case Verdict.Wrong(Severity severity, String summary, String wanted) -> {
        Cure cure = new Cure(setting(), wanted, it);
        yield failed(
            severity,
            read,
            summary,
            why(it),
            (cure.words() + " " + more(it)).strip(),
            cure.remedies());
      }
    };
  }

  /** What else to do or to know. */
  default String more(Case it) {
    return "";
  }

  private String group(Case it) {
    return it.said(setting())
        .map(said -> "; " + said.group().name() + " says " + said.words(setting(), it))
        .orElse("");
  }
}
