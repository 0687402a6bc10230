package io.replicamedic.web;

import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Knows how to word an undo; nothing is discharged in this room. */
final class ScriptedDischarger implements Discharger {
  @Override
  public String kind() {
    return "replication-configuration";
  }

  @Override
  public boolean needsDatabase() {
    return true;
  }

  @Override
  public Discharge attempt(Obligation obligation, BooleanSupplier rightful, Announcement announce) {
    return new Discharge.NotYet("not here");
  }

  @Override
  public List<String> undoCommands(Obligation obligation) {
    return List.of("# first look", "undo " + obligation.id());
  }
}
