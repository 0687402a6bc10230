package io.replicamedic.outside;

import java.util.List;

/**
 * What came of looking for a channel's receiver in the process list, which does not say whose
 * receiver an entry is (domain.md 3); asked before one is ended.
 */
public sealed interface Receivers {
  /** This is it. */
  record One(ReceiverSession session) implements Receivers {}

  /** No receiver's session is there. */
  record None() implements Receivers {}

  /**
   * One of these perhaps, and nothing tells which.
   *
   * @param why what is missing to tell them apart
   */
  record Several(List<ReceiverSession> candidates, String why) implements Receivers {}
}
