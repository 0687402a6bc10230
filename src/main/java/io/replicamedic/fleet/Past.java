package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Failover;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.SourceComparison;
import io.replicamedic.replication.SourceReading;
import io.replicamedic.replication.ThisServer;
import io.replicamedic.replication.Tolerances;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a diagnosis of a replica may look back on.
 *
 * @param windows earlier readings, by channel
 * @param stopped when both threads were last read as stopped, by channel: a stop of before has
 *     worked, whoever started them since, and windows do not reach back for ever
 * @param source the last reading of its registered source
 */
record Past(
    Map<String, Window> windows, Map<String, Instant> stopped, Optional<SourceReading> source) {
  static final Past NONE = new Past(Map.of(), Map.of(), Optional.empty());

  Past {
    windows = Map.copyOf(windows);
    stopped = Map.copyOf(stopped);
  }

  /**
   * Every channel with its diagnosis.
   *
   * @param failovers of a channel's source
   */
  List<ChannelState> diagnosed(
      Database database,
      ServerFacts server,
      List<ReplicationStatus> statuses,
      List<Act> acts,
      List<Latch> latches,
      Function<ReplicationStatus, List<Failover>> failovers,
      Tolerances tolerances) {
    List<String> names = statuses.stream().map(ReplicationStatus::channel).toList();
    ThisServer self = new ThisServer(server.serverUuid(), server.readOnly());
    return statuses.stream()
        .map(
            status -> {
              Observation seen =
                  Observation.of(new Seen.Channel(status))
                      .on(self)
                      .after(window(status).readings())
                      .holding(latches)
                      .knowing(standing(status, on(status, names, acts)))
                      .since(failovers.apply(status));
              Observation whole =
                  source.filter(_ -> isFrom(database, statuses)).map(seen::beside).orElse(seen);
              return new ChannelState(
                  status, Diagnostician.diagnose(whole, tolerances), SourceComparison.of(whole));
            })
        .toList();
  }

  /** With these readings behind it, too. */
  Past after(List<ReplicationStatus> statuses) {
    Map<String, Instant> stops = new HashMap<>(stopped);
    statuses.stream()
        .filter(ReplicationStatus::stopped)
        .forEach(status -> stops.put(status.channel(), status.readAt()));
    return new Past(
        statuses.stream()
            .collect(
                Collectors.toMap(
                    ReplicationStatus::channel, status -> window(status).with(status))),
        stops,
        source);
  }

  /** With what the source says. */
  Past beside(SourceReading reading) {
    return new Past(windows, stopped, Optional.of(reading));
  }

  /** Without what was read until then: a person has looked at it. */
  Past since(Instant acknowledged) {
    if (acknowledged.equals(Instant.MIN)) {
      return this;
    }
    return new Past(
        windows.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().since(acknowledged))),
        stopped,
        source);
  }

  /** What these readings show of their sources and later ones will not. */
  List<Latch> shown(List<ReplicationStatus> statuses, List<Act> acts) {
    List<String> names = statuses.stream().map(ReplicationStatus::channel).toList();
    return statuses.stream().flatMap(status -> shown(status, on(status, names, acts))).toList();
  }

  private Stream<Latch> shown(ReplicationStatus status, List<Act> acts) {
    Stream<Latch> lost =
        status.sourceLostTail()
            ? Stream.of(latch(Latch.Kind.LOST_TAIL, status, status, status.lastIoError()))
            : Stream.empty();
    Stream<Latch> changed =
        window(status).readings().stream()
            .filter(then -> isAnother(then, status))
            .filter(then -> acts.stream().noneMatch(act -> configured(act, then)))
            .map(
                then ->
                    latch(
                        Latch.Kind.IDENTITY_CHANGED,
                        then,
                        status,
                        "Source_UUID was "
                            + then.sourceUuid()
                            + " and became "
                            + status.sourceUuid()));
    return Stream.concat(lost, changed);
  }

  private static boolean isAnother(ReplicationStatus then, ReplicationStatus now) {
    return !then.sourceUuid().isEmpty()
        && !now.sourceUuid().isEmpty()
        && then.source().equals(now.source())
        && !then.sourceUuid().equals(now.sourceUuid());
  }

  private static boolean configured(Act act, ReplicationStatus then) {
    return act.kind() == Act.Kind.CONFIGURE && act.at().isAfter(then.readAt());
  }

  private static Latch latch(
      Latch.Kind kind, ReplicationStatus about, ReplicationStatus now, String words) {
    return new Latch(kind, about.source(), about.sourceUuid(), now.readAt(), words);
  }

  /** Without stops that have worked; while it is stopped, they say who did it. */
  private List<Act> standing(ReplicationStatus status, List<Act> acts) {
    Instant worked = stopped.getOrDefault(status.channel(), Instant.MIN);
    return acts.stream()
        .filter(act -> status.stopped() || act.kind() != Act.Kind.STOP || act.at().isAfter(worked))
        .toList();
  }

  private static List<Act> on(ReplicationStatus status, List<String> names, List<Act> acts) {
    return acts.stream().filter(act -> act.isOn(status.channel(), names)).toList();
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
