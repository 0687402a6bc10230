package io.replicamedic.rung.network.acl;

import io.replicamedic.isolation.DenialState;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.rung.network.UndoJson;

/** The undo document of a cut by network ACL. */
final class AclDocument {
  private AclDocument() {}

  static String write(DenialState state) {
    return UndoJson.write(state);
  }

  static DenialState read(Obligation obligation) {
    return UndoJson.read(obligation.undo(), DenialState.class);
  }
}
