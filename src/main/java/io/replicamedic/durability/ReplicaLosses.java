package io.replicamedic.durability;

/**
 * What a replica with files of its own loses for good when its host fails: rows that it had and
 * never fetches again.
 *
 * @param host what the same failure takes from its rows at first
 */
record ReplicaLosses(Case it, Loss host) {
  Loss rows() {
    if (!it.replica()) {
      return new Loss.NotApplicable("it is not a replica");
    }
    if (it.value(Settings.RELAY_RECOVERY) instanceof Value.Unread(String why)) {
      return new Loss.Unknown(why);
    }
    boolean named = it.is(Settings.GTID_MODE, "ON");
    // Only a channel with auto position fetches again what is missing, and that is not read.
    if (!it.is(Settings.RELAY_RECOVERY, "ON")) {
      return new Loss.Unbounded(
          "relay_log_recovery=OFF: "
              + (named ? "unless its channels use auto position (not read), " : "without GTIDs, ")
              + "the receiver's position can be past what is left of the relay logs");
    }
    if (!Losses.lossy(host)) {
      return host;
    }
    if (it.is(Settings.APPLIER_REPOSITORY, "FILE") && !named) {
      return host;
    }
    return ownBinlog() ? host : new Loss.None();
  }

  /** Its own binlog, as far as it is passed on or restored from. */
  Loss binlog(Loss ofHost) {
    return it.replica() ? ofHost : new Loss.NotApplicable("it is not a replica");
  }

  /**
   * A binlog of its own names what was applied, and outlives rows that were not flushed: then they
   * are never asked for again. Without one, rows and position go back together, and are fetched.
   */
  private boolean ownBinlog() {
    return !it.is(Settings.LOG_BIN, "OFF") && !it.is(Settings.LOG_UPDATES, "OFF");
  }
}
