package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.SourceReading;
import io.replicamedic.replication.Tolerances;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a diagnosis of a replica may look back on.
 *
 * @param windows earlier readings, by channel
 * @param source the last reading of its registered source
 * @param lostTails readings of sources that lost their tail, by the source's server_uuid: never
 *     forgotten, for afterwards all may read well over different data (domain.md 3)
 */
record Past(
    Map<String, Window> windows,
    Optional<SourceReading> source,
    Map<String, ReplicationStatus> lostTails) {
  static final Past NONE = new Past(Map.of(), Optional.empty(), Map.of());

  Past {
    windows = Map.copyOf(windows);
    lostTails = Map.copyOf(lostTails);
  }

  /** Every channel with its diagnosis. */
  List<ChannelState> diagnosed(
      Database database, List<ReplicationStatus> statuses, List<Act> acts, Tolerances tolerances) {
    List<String> names = statuses.stream().map(ReplicationStatus::channel).toList();
    return statuses.stream()
        .map(
            status -> {
              Observation seen =
                  Observation.of(new Seen.Channel(status))
                      .after(earlier(status))
                      .knowing(
                          acts.stream().filter(act -> act.isOn(status.channel(), names)).toList());
              Observation whole =
                  source.filter(_ -> isFrom(database, statuses)).map(seen::beside).orElse(seen);
              return new ChannelState(status, Diagnostician.diagnose(whole, tolerances));
            })
        .toList();
  }

  /** With these readings behind it, too. */
  Past after(List<ReplicationStatus> statuses) {
    Map<String, ReplicationStatus> lost = new HashMap<>(lostTails);
    statuses.stream()
        .filter(ReplicationStatus::sourceLostTail)
        .forEach(status -> lost.put(status.sourceUuid(), status));
    return new Past(
        statuses.stream()
            .collect(
                Collectors.toMap(
                    ReplicationStatus::channel, status -> window(status).with(status))),
        source,
        lost);
  }

  /** With what the source says. */
  Past beside(SourceReading reading) {
    return new Past(windows, Optional.of(reading), lostTails);
  }

  private List<ReplicationStatus> earlier(ReplicationStatus status) {
    return Stream.concat(
            Optional.ofNullable(lostTails.get(status.sourceUuid())).stream(),
            window(status).readings().stream())
        .toList();
  }

  private Window window(ReplicationStatus status) {
    return windows.getOrDefault(status.channel(), Window.EMPTY);
  }

  // What came over another channel is errant to this source and to nobody else; and a replica that
  // is configured with another address than the registered one has another source.
  private static boolean isFrom(Database database, List<ReplicationStatus> statuses) {
    return statuses.size() == 1
        && database
            .source()
            .map(RegisteredSource::asDatabase)
            .filter(statuses.getFirst().source()::equals)
            .isPresent();
  }
}
