package io.replicamedic.rung.network;

import java.util.List;
import java.util.function.Function;

/** What one means says of a situation. */
public sealed interface Proposal {
  /**
   * It can keep the database from its source.
   *
   * @param prepare the preparing calls, in words
   * @param cut the cutting calls, in words
   * @param undo how it is undone, in words
   * @param notes what a person should know before: whom it reaches, what cannot be kept
   * @param claims what nobody else may touch meanwhile
   * @param begin the cut as it is recorded first, under the id of its obligation
   */
  record Possible(
      String prepare,
      String cut,
      String undo,
      List<String> notes,
      List<String> claims,
      Function<String, Ongoing> begin)
      implements Proposal {}

  /** It cannot, or would not help, for these reasons, with the numbers. */
  record NotPossible(List<String> reasons) implements Proposal {
    /** For one reason. */
    public NotPossible(String reason) {
      this(List.of(reason));
    }
  }

  /** It cannot yet: somebody else is changing what it would change. */
  record Busy(String why) implements Proposal {}
}
