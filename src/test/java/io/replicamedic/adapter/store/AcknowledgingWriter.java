package io.replicamedic.adapter.store;

import io.replicamedic.obligation.Obligation;
import io.replicamedic.workflow.Change;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Commits to an embedded store for ever and prints each version once its commit has returned;
 * started as a process of its own by {@link WriterProcess}, to be killed.
 */
final class AcknowledgingWriter {
  /** What its lines begin with: everything else is log. */
  static final String ACKNOWLEDGED = "ACKNOWLEDGED ";

  private AcknowledgingWriter() {}

  public static void main(String[] arguments) {
    WorkflowStore store = OpenStore.embedded(Path.of(arguments[0])).workflows();
    Workflow workflow =
        store.unended().workflows().stream()
            .findFirst()
            .orElseGet(() -> begin(store, Made.workflow()));
    while (true) {
      Obligation owed = Made.obligation(workflow.id(), Made.NOON);
      workflow =
          store.commit(
              new Change(
                  Made.saying(workflow, "after " + workflow.version()),
                  List.of(Made.draft("intent")),
                  List.of(owed),
                  Optional.of(Made.NOON)));
      System.out.print(ACKNOWLEDGED + workflow.version() + "\n");
      System.out.flush();
    }
  }

  private static Workflow begin(WorkflowStore store, Workflow workflow) {
    store.begin(workflow, Set.of(), List.of(Made.draft("accepted")), "");
    return store.find(workflow.id()).orElseThrow();
  }
}
