package io.replicamedic.replication;

/** State of the receiver or applier as SHOW REPLICA STATUS words it; stopped means exactly NO. */
public enum ThreadState {
  YES("Yes"),
  CONNECTING("Connecting"),
  NO("No");

  private final String word;

  ThreadState(String word) {
    this.word = word;
  }

  /** The server's own word: Yes, Connecting or No. */
  public String word() {
    return word;
  }

  /**
   * Reads the server's word.
   *
   * @throws IllegalArgumentException for any other word, so that an unknown state is never taken
   *     for stopped
   */
  public static ThreadState parse(String word) {
    for (ThreadState state : values()) {
      if (state.word.equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("not a replication thread state: '" + word + "'");
  }
}
