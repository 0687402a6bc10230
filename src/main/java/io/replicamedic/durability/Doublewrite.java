package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether a page that was half written can be mended. */
final class Doublewrite implements SettingRule {
  @Override
  public String id() {
    return "doublewrite";
  }

  @Override
  public Setting setting() {
    return Settings.DOUBLEWRITE;
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.aurora() ? Optional.of("Aurora writes redo only, never pages") : Optional.empty();
  }

  @Override
  public Verdict of(String value, Case it) {
    if (value.equals("ON") || value.equals("DETECT_AND_RECOVER")) {
      return new Verdict.Right("A half-written page is mended from its second copy.");
    }
    if (!it.plain() && !byHand(it)) {
      return it.reading().groups().value().isEmpty()
          ? new Verdict.Unclear(
              "Off, and whether RDS Optimized Writes or its parameter group made it so is unknown")
          : new Verdict.Right(
              "Off because RDS Optimized Writes is in use: the storage writes whole pages.");
    }
    String what = value.equals("DETECT_ONLY") ? "seen, but not mended" : "neither seen nor mended";
    return new Verdict.Wrong(
        it.where(Severity.CRITICAL, Severity.WARNING),
        "A half-written page is " + what + ".",
        "ON");
  }

  /** RDS itself turns it off where Optimized Writes is in use; a person does so in the group. */
  private static boolean byHand(Case it) {
    return it.said(Settings.DOUBLEWRITE)
        .filter(said -> said.explicit() && said.value().source().equals("user"))
        .isPresent();
  }

  @Override
  public Severity stake(Case it) {
    return it.where(Severity.WARNING, Severity.NOTICE);
  }

  @Override
  public String why(Case it) {
    return "A host that dies while a 16 KiB page is written leaves half of it. Redo cannot repair"
        + " that; without the second copy the database may not start. Only a file system"
        + " that writes whole pages (ZFS, or RDS Optimized Writes) can do without.";
  }
}
