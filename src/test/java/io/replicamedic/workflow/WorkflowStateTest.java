package io.replicamedic.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicamedic.workflow.WorkflowState.Move;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Every pair of state and move, against the written table. */
class WorkflowStateTest {
  private static final Map<WorkflowState, Map<Move, String>> TABLE =
      Map.of(
          WorkflowState.RUNNING, Map.of(Move.ASK, "WAITING", Move.CLOSE, "CLOSING"),
          WorkflowState.WAITING, Map.of(Move.ANSWER, "RUNNING", Move.CLOSE, "CLOSING"),
          WorkflowState.CLOSING, Map.of(Move.END, "the end"));

  @Property
  void only_the_moves_of_the_table_are_legal(
      @ForAll WorkflowState from, @ForAll Move move, @ForAll WorkflowState end) {
    String legal = TABLE.getOrDefault(from, Map.of()).getOrDefault(move, "");
    if (legal.isEmpty() || (move == Move.END && !end.ended())) {
      assertThatThrownBy(() -> from.on(move, end)).isInstanceOf(IllegalStateException.class);
    } else {
      WorkflowState expected = move == Move.END ? end : WorkflowState.valueOf(legal);
      assertThat(from.on(move, end)).isEqualTo(expected);
    }
  }
}
