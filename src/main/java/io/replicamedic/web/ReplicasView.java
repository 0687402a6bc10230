package io.replicamedic.web;

import java.util.List;

/** All registered replicas. */
record ReplicasView(List<DatabaseView> replicas) implements Printable {
  @Override
  public String text(Reader reader) {
    return DatabasesView.table(replicas);
  }
}
