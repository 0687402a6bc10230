package io.replicamedic.rung.replication;

import java.util.Locale;

/**
 * One pre-flight check before anything irreversible (law 5).
 *
 * @param name stable: source-login, source-gtids-not-purged, …
 * @param evidence what was read, one sentence
 */
public record Check(String name, Verdict verdict, String evidence) {

  /** What a check said. */
  public enum Verdict {
    PASSED,
    /** No: nothing will be touched. */
    REFUSED,
    /** Could not be read: a no, unless a person accepts this very risk by its name. */
    UNREADABLE
  }

  static Check passed(String name, String evidence) {
    return new Check(name, Verdict.PASSED, evidence);
  }

  static Check refused(String name, String evidence) {
    return new Check(name, Verdict.REFUSED, evidence);
  }

  static Check unreadable(String name, String evidence) {
    return new Check(name, Verdict.UNREADABLE, evidence);
  }

  static Check that(String name, boolean holds, String evidence) {
    return holds ? passed(name, evidence) : refused(name, evidence);
  }

  /** For people: {@code source-login refused: …}. */
  public String line() {
    return name + " " + verdict.name().toLowerCase(Locale.ROOT) + ": " + evidence;
  }
}
