package io.replicamedic.rung.network.rules;

import io.replicamedic.isolation.CutState;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.rung.network.UndoJson;
import java.util.Set;

/**
 * The undo document of a cut of security group rules.
 *
 * @param around all groups on the database's interfaces; what may let the source through
 */
record CutDocument(CutState state, Set<String> around) {
  CutDocument {
    around = Set.copyOf(around);
  }

  static CutDocument read(Obligation obligation) {
    return parse(obligation.undo());
  }

  static CutDocument parse(String json) {
    return UndoJson.read(json, CutDocument.class);
  }

  String write() {
    return UndoJson.write(this);
  }

  CutDocument in(CutState next) {
    return new CutDocument(next, around);
  }
}
