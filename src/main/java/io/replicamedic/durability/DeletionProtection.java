package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether one call can delete it. */
final class DeletionProtection implements TraitRule {
  @Override
  public String id() {
    return "deletion-protection";
  }

  @Override
  public Optional<String> idle(Case it) {
    return Optional.empty();
  }

  @Override
  public String field() {
    return "DeletionProtection";
  }

  @Override
  public String text(RdsTraits traits) {
    return String.valueOf(traits.deletionProtection());
  }

  @Override
  public Verdict of(RdsTraits traits, Case it) {
    return traits.deletionProtection()
        ? new Verdict.Right("Deleting it takes two calls.")
        : new Verdict.Wrong(stake(it), "One call can delete it.", "");
  }

  @Override
  public Severity stake(Case it) {
    return it.where(Severity.WARNING, Severity.NOTICE);
  }

  @Override
  public String why(Case it) {
    return "A wrong identifier in a script is enough, and automated backups go with the database"
        + " unless they are asked to stay.";
  }

  @Override
  public String fix(Case it) {
    return "Modify it with deletion protection on; no restart.";
  }
}
