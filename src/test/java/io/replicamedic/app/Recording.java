package io.replicamedic.app;

import java.time.Duration;
import java.util.List;

/**
 * The replicas of monitoring/alerts_test.yaml, each named for what is wrong with it: what our own
 * metrics print of them is what the rules are tested on.
 */
final class Recording {
  static final List<String> REPLICAS =
      List.of(
          "ghost",
          "draining",
          "connecting",
          "conflict",
          "stopped",
          "delayed",
          "untold",
          "lost-tail",
          "reset",
          "two-channels",
          "expected",
          "dead",
          "stale",
          "never-read",
          "well");

  /** Databases whose audits the rules are tested on. */
  static final List<String> DATABASES = AuditedFleet.DATABASES;

  private Recording() {}

  /** One scrape with all of them. */
  static String scraped() {
    Watched watched = new Watched(REPLICAS.toArray(String[]::new));
    watched.reads("stale", ChannelSays.well()).after(Duration.ofMinutes(2));
    watched.reads("ghost", ChannelSays.well().connecting().conflict(1062));
    watched.reads("draining", ChannelSays.well().behind(600L));
    watched.reads("connecting", ChannelSays.well().connecting());
    watched.reads("conflict", ChannelSays.well().conflict(1032));
    watched.reads("stopped", ChannelSays.well().receiverStopped().applierStopped());
    watched.reads("delayed", ChannelSays.well().behind(3600L).delayed(3600));
    watched.reads("untold", ChannelSays.well().behind(null));
    watched.reads("lost-tail", ChannelSays.well().receiverRefused(13114));
    watched.reads("reset");
    watched.reads(
        "two-channels",
        ChannelSays.wellOn("east").receiverStopped().applierStopped(),
        ChannelSays.wellOn("west").connecting());
    watched.inDowntime("expected");
    watched.reads("expected", ChannelSays.well().connecting().conflict(1062));
    watched.readsInVain("dead");
    watched.reads("well", ChannelSays.well());
    watched.audited().record();
    return watched.text();
  }
}
