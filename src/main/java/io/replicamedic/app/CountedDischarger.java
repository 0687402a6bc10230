package io.replicamedic.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.workflow.Superseded;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Counts the attempts that did not discharge, by whomever they are made. */
record CountedDischarger(Discharger discharger, MeterRegistry meters) implements Discharger {

  static List<Discharger> all(List<Discharger> dischargers, MeterRegistry meters) {
    return dischargers.stream().<Discharger>map(it -> new CountedDischarger(it, meters)).toList();
  }

  @Override
  public String kind() {
    return discharger.kind();
  }

  @Override
  public boolean needsDatabase() {
    return discharger.needsDatabase();
  }

  @Override
  public Duration lag() {
    return discharger.lag();
  }

  @Override
  public Discharge attempt(Obligation obligation, BooleanSupplier rightful, Announcement announce) {
    boolean failed = true;
    try {
      Discharge attempt = discharger.attempt(obligation, rightful, announce);
      failed = attempt instanceof Discharge.NotYet;
      return attempt;
    } catch (Superseded e) {
      // Another is at it: that is no failure.
      failed = false;
      throw e;
    } finally {
      if (failed) {
        meters.counter("replica_medic.discharges.failed", "kind", kind()).increment();
      }
    }
  }

  @Override
  public List<String> undoCommands(Obligation obligation) {
    return discharger.undoCommands(obligation);
  }
}
