package io.replicamedic.rung.network;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What keeping a database from its source would mean right now; read only, nothing is touched. */
public sealed interface CutProposal {
  /**
   * It can be done.
   *
   * @param means the one that was chosen
   * @param proposal what it would do
   * @param within when giving it back begins at the latest: what the readings say that it takes, or
   *     the policy's longest less its reserve
   * @param longest the policy's: it is never held longer, whatever the readings say
   * @param notes what a person should know before: which means and why, whom it reaches, whether it
   *     may not suffice
   */
  record Possible(
      Means means,
      Proposal.Possible proposal,
      Duration within,
      Duration longest,
      List<String> notes)
      implements CutProposal {}

  /** The same, with more that a person should know before, if it can be done. */
  default CutProposal noting(List<String> more) {
    return this instanceof Possible possible
        ? new Possible(
            possible.means(),
            possible.proposal(),
            possible.within(),
            possible.longest(),
            Stream.concat(possible.notes().stream(), more.stream()).toList())
        : this;
  }

  /** It cannot, or would not help, for these reasons. */
  record NotPossible(List<String> reasons) implements CutProposal {}

  /** AWS could not be asked. */
  record Unreadable(String why) implements CutProposal {}
}
