package io.replicamedic.obligation;

/** What one attempt to discharge came to. */
public sealed interface Discharge {
  /** Read back: nothing is owed any more. */
  record Closed(String evidence) implements Discharge {}

  /** Not yet; it will be tried again. */
  record NotYet(String why) implements Discharge {}
}
