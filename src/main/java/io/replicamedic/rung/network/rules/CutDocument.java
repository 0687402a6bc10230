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

  /** Reads the documents of the version before this one, too: these knew the state only. */
  static CutDocument parse(String json) {
    if (UndoJson.has(json, "state")) {
      return UndoJson.read(json, CutDocument.class);
    }
    CutState state = UndoJson.read(json, CutState.class);
    return new CutDocument(state, state.groups());
  }

  String write() {
    return UndoJson.write(this);
  }

  CutDocument in(CutState next) {
    return new CutDocument(next, around);
  }
}
