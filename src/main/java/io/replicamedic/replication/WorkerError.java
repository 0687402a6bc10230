package io.replicamedic.replication;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one applier worker stopped on, from replication_applier_status_by_worker; with parallel
 * workers the only place where the row error and its GTID are (domain.md 3).
 *
 * @param workerId worker number; 0 when a single-threaded applier or the coordinator
 * @param errno MySQL error number
 * @param message the server's text; parsed for nothing but {@link #failedAt}
 * @param transaction GTID being applied, empty when anonymous or unknown
 */
public record WorkerError(long workerId, int errno, String message, String transaction) {
  /**
   * The file's name is missing after a restart of the applier, but for the event itself [9.7.4]; in
   * older servers' words there, too: it is FIRST then [5.7.22].
   */
  private static final Pattern PLACE =
      Pattern.compile("(?:source|master) log ([^,;\\s]*), end_log_pos ([0-9]{1,18})");

  private static final String NO_FILE_YET = "FIRST";

  /**
   * Where the event that failed ends in the source's binary log: the last place that the message
   * names, its file empty when it says none. Without GTIDs nothing else says which transaction it
   * was.
   */
  public Optional<BinlogPosition> failedAt() {
    Matcher places = PLACE.matcher(message);
    Optional<BinlogPosition> last = Optional.empty();
    while (places.find()) {
      String file = places.group(1).equals(NO_FILE_YET) ? "" : places.group(1);
      if (!file.isEmpty() || last.filter(BinlogPosition::hasFile).isEmpty()) {
        last = Optional.of(new BinlogPosition(file, Long.parseLong(places.group(2))));
      }
    }
    return last;
  }
}
