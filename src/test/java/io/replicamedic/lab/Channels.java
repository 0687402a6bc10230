package io.replicamedic.lab;

import java.util.Optional;

/**
 * The replication channels of a lab's replica; part of {@link LabSettings}.
 *
 * @param own the channel over which it replicates from the lab's source; all trouble is there
 * @param beside another channel, from a {@link Neighbour}
 */
public record Channels(String own, Optional<String> beside) {
  /** The default channel and no other. */
  public static final Channels DEFAULT = new Channels("", Optional.empty());

  /** Trouble on a named channel, a neighbour on another. */
  public static Channels of(String own, String beside) {
    return new Channels(own, Optional.of(beside));
  }

  /** FOR CHANNEL and the name of the own one, for statements. */
  String forOwn() {
    return " FOR CHANNEL '" + own + "'";
  }
}
