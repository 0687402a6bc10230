package io.replicamedic.app;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Patience of the network rungs.
 *
 * @param means which may cut the egress, the preferred first
 * @param longestCut egress is given back after that at the latest
 * @param reserve part of it that is kept for giving back
 * @param swapLag what AWS may take to put a change of a database's groups in force
 * @param watch between two looks at a cut that is being held
 */
record NetworkSettings(
    @DefaultValue({"security-group", "network-acl", "group-swap"}) List<Means> means,
    @DefaultValue("15m") Duration longestCut,
    @DefaultValue("30s") Duration reserve,
    @DefaultValue("20s") Duration patience,
    @DefaultValue("250ms") Duration pause,
    @DefaultValue("3m") Duration swapLag,
    @DefaultValue("5s") Duration watch,
    @DefaultValue("1m") Duration sentinel) {
  @AssertTrue(message = "longest-cut must be longer than reserve")
  boolean isLongEnough() {
    return longestCut.compareTo(reserve) > 0;
  }

  /** Ways to keep a database from its source. */
  enum Means {
    SECURITY_GROUP,
    NETWORK_ACL,
    GROUP_SWAP;

    /** As requests and plans call it. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
