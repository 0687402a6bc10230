package io.replicamedic.replication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody did to a replica, as a journal has it: ours, or the server's own.
 *
 * @param channel that it was done to, "" for the default one; empty when all that is known is that
 *     it was a named one
 * @param by who
 */
public record Act(Kind kind, Optional<String> channel, Instant at, String by) {
  /** What was asked of the server. */
  public enum Kind {
    STOP,
    START,
    RESET,
    CONFIGURE,
    SKIP
  }

  /** Done to a channel that is known. */
  public static Act on(String channel, Kind kind, Instant at, String by) {
    return new Act(kind, Optional.of(channel), at, by);
  }

  /** For people: what, who and when. */
  public String words() {
    return kind + " by " + by + " at " + at;
  }

  /**
   * Whether it was done to that channel, as far as is known: where its name is not, only if there
   * is no other named one.
   *
   * @param configured names of all channels
   */
  public boolean isOn(String wanted, List<String> configured) {
    return channel
        .map(wanted::equals)
        .orElseGet(
            () ->
                configured.stream()
                    .filter(name -> !name.isEmpty())
                    .toList()
                    .equals(List.of(wanted)));
  }
}
