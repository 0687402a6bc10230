package io.replicamedic.scenario;

import io.replicamedic.lab.KillProcedure;
import io.replicamedic.lab.Lab;
import io.replicamedic.lab.LabSettings;
import io.replicamedic.lab.LabSettings.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A state of the lab, what people answer, and the end that an unstick must reach from it. */
enum Scenario {
  GHOST("incident 1: stop does nothing, the row is identical", Lab::trouble, "SUCCEEDED"),
  ;

  private final String about;

  Scenario(String about, Object x, String end) {
    this.about = about;
  }
}
