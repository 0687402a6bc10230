package io.replicamedic.web;

import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** How a person undoes an obligation by hand; as text, what can be pasted into a shell. */
record UndoCommandsView(
    String obligation,
    ObligationState state,
    @Schema(description = "what is owed, one line for people") String summary,
    @Schema(description = "in order; lines that begin with # or -- are remarks")
        List<String> commands)
    implements Printable {

  static UndoCommandsView of(Obligation obligation, List<String> commands) {
    return new UndoCommandsView(
        obligation.id(), obligation.state(), obligation.summary(), commands);
  }

  @Override
  public String text(Reader reader) {
    StringBuilder text = new StringBuilder();
    text.append("# obligation ").append(obligation).append(" is ").append(state).append(": ");
    text.append(summary).append('\n');
    if (state == ObligationState.CLOSED) {
      text.append("# nothing is owed any more: these are not needed\n");
    }
    commands.forEach(command -> text.append(command).append('\n'));
    return text.toString();
  }
}
