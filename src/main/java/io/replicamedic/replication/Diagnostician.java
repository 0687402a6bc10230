package io.replicamedic.replication;

import java.util.Map;
import java.util.Optional;

/** Placeholder until the real one is merged. */
public final class Diagnostician {
  /** Not yet. */
  public Diagnosis diagnose(Optional<ReplicationStatus> now, Optional<ReplicationStatus> earlier) {
    return new Diagnosis(DiagnosisCode.STOPPED, "", Map.of(), "");
  }
}
