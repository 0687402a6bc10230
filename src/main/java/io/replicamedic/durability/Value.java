package io.replicamedic.durability;

/** What the running server says of one setting. */
sealed interface Value {
  /**
   * It has it.
   *
   * @param variable the name it goes by there
   * @param text as read
   */
  record Is(String variable, String text) implements Value {
    /** In one spelling for each meaning. */
    String meaning() {
      return Meaning.of(variable, text);
    }
  }

  /** This server has no such variable. */
  record Absent() implements Value {}

  /** The variables could not be read. */
  record Unread(String why) implements Value {}
}
