package io.replicamedic.rung.network;

import io.replicamedic.isolation.Cut;
import java.time.Duration;
import java.util.List;

/** What cutting the egress to the source would mean right now; read only, nothing is touched. */
public sealed interface CutProposal {
  /**
   * It can be done.
   *
   * @param narrow the calls that add narrower rules, in words
   * @param revoke the calls that revoke, in words
   * @param within when giving it back begins at the latest: what the readings say that it takes, or
   *     the policy's longest less its reserve
   * @param longest the policy's: it is never held longer, whatever the readings say
   * @param notes what a person should know before: whom it reaches, whether it may not suffice
   */
  record Possible(
      Cut cut, String narrow, String revoke, Duration within, Duration longest, List<String> notes)
      implements CutProposal {}

  /** It cannot, or would not help, for these reasons. */
  record NotPossible(List<String> reasons) implements CutProposal {}

  /** AWS could not be asked. */
  record Unreadable(String why) implements CutProposal {}
}
