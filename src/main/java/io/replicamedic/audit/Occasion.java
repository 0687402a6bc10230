package io.replicamedic.audit;

/** Why an audit was run; said by whoever runs it, kept with it. */
public sealed interface Occasion {
  /** Who: a key's name, or {@code replica-medic}. */
  String actor();

  /** Why, for the journal. */
  String reason();

  /**
   * Somebody asked for it: a row of the journal.
   *
   * @param ticket empty when none was named
   */
  record Asked(String actor, String reason, String ticket) implements Occasion {}

  /** Its time had come: a row of the journal only when the verdict is another one than before. */
  record Scheduled() implements Occasion {
    @Override
    public String actor() {
      return "replica-medic";
    }

    @Override
    public String reason() {
      return "scheduled";
    }
  }
}
