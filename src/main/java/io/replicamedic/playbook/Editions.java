package io.replicamedic.playbook;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.FleetMemory;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.rung.replication.UnstickOptions;
import io.replicamedic.workflow.Order;

/**
 * Under which name an unstick order is stored. Versions before named channels and positions ignore
 * both in an order, and set each configuration by GTID: in a rolling upgrade one of them would
 * reset another channel than the one asked for. A playbook that they do not know they leave alone.
 */
final class Editions {
  /** Orders that those versions would carry out otherwise than they are meant. */
  static final String PLACED = UnstickPlaybook.NAME + "@2";

  private final FleetMemory memory;

  Editions(FleetMemory memory) {
    this.memory = memory;
  }

  /** The first edition only for a default channel that is known to replicate by GTID. */
  String nameFor(Order order, Database database) {
    boolean first =
        !UnstickOptions.placed(order)
            && memory.lately(database, "").filter(ReplicationStatus::autoPosition).isPresent();
    return first ? UnstickPlaybook.NAME : PLACED;
  }
}
