package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.Diagnosis;
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
import java.util.Comparator;
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
 * @param sources the last readings of its registered sources, by channel
 * @param connected the server that each channel was connected to last
 */
record Past(
    Map<String, Window> windows,
    Map<String, Instant> stopped,
    Map<String, SourceReading> sources,
    Map<String, KnownSource> connected) {
  static final Past NONE = new Past(Map.of(), Map.of(), Map.of(), Map.of());

  /** As it is told, because mysql.rds_history keeps no channel's name. */
  private static final String SOMEWHERE = "Last act on a named channel, not on record which";

  Past {
    windows = Map.copyOf(windows);
    stopped = Map.copyOf(stopped);
    sources = Map.copyOf(sources);
    connected = Map.copyOf(connected);
  }

  /** Nothing was read yet, and this is known from the store. */
  static Past knowing(Map<String, KnownSource> connected) {
    return new Past(Map.of(), Map.of(), Map.of(), connected);
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
                  source(database, status)
                      .map(seen::beside)
                      .map(it -> it.alsoFed(elsewhere(database, status, statuses)))
                      .orElse(seen);
              Diagnosis diagnosis = Diagnostician.diagnose(whole, tolerances);
              return new ChannelState(
                  status,
                  unattributed(status, names, acts)
                      .map(act -> diagnosis.knowing(SOMEWHERE, act.words()))
                      .orElse(diagnosis),
                  SourceComparison.of(whole));
            })
        .toList();
  }

  /** What may have been done to this channel, or to another named one: nobody can tell. */
  private static Optional<Act> unattributed(
      ReplicationStatus status, List<String> names, List<Act> acts) {
    return acts.stream()
        .filter(act -> !status.channel().isEmpty() && act.channel().isEmpty())
        .filter(act -> !act.isOn(status.channel(), names))
        .reduce((_, later) -> later);
  }

  /** What the sources of the other channels say; empty when one of them was not read. */
  private Optional<List<SourceReading>> elsewhere(
      Database database, ReplicationStatus status, List<ReplicationStatus> all) {
    List<ReplicationStatus> others = all.stream().filter(it -> it != status).toList();
    List<SourceReading> read =
        others.stream().flatMap(it -> source(database, it).stream()).toList();
    return read.size() == others.size() ? Optional.of(read) : Optional.empty();
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
        sources,
        connectedAfter(statuses));
  }

  // A server that was started anew does not name its source before it has connected. A channel that
  // is gone, or has another address, was configured by somebody.
  private Map<String, KnownSource> connectedAfter(List<ReplicationStatus> statuses) {
    Map<String, KnownSource> now = new HashMap<>();
    for (ReplicationStatus status : statuses) {
      if (!status.sourceUuid().isEmpty()) {
        now.put(
            status.channel(),
            new KnownSource(status.source(), status.sourceUuid(), status.readAt()));
      } else {
        Optional.ofNullable(connected.get(status.channel()))
            .filter(it -> it.address().equals(status.source()))
            .ifPresent(it -> now.put(status.channel(), it));
      }
    }
    return now;
  }

  /** With what the source of that channel says. */
  Past beside(String channel, SourceReading reading) {
    Map<String, SourceReading> more = new HashMap<>(sources);
    more.put(channel, reading);
    return new Past(windows, stopped, more, connected);
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
        sources,
        connected.entrySet().stream()
            .filter(it -> it.getValue().at().isAfter(acknowledged))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /**
   * Since when somebody may have configured what answers otherwise now; empty when nothing does.
   */
  Optional<Instant> replacedSince(List<ReplicationStatus> statuses) {
    return statuses.stream()
        .flatMap(status -> replaced(status).stream())
        .map(KnownSource::at)
        .min(Comparator.naturalOrder());
  }

  private Optional<KnownSource> replaced(ReplicationStatus status) {
    return Optional.ofNullable(connected.get(status.channel()))
        .filter(it -> it.isReplacedIn(status));
  }

  /** What these readings show of their sources and later ones will not. */
  List<Latch> shown(List<ReplicationStatus> statuses, List<Act> acts) {
    List<String> names = statuses.stream().map(ReplicationStatus::channel).toList();
    return statuses.stream().flatMap(status -> shown(status, on(status, names, acts))).toList();
  }

  private Stream<Latch> shown(ReplicationStatus status, List<Act> acts) {
    Stream<Latch> lost =
        status.sourceLostTail()
            ? Stream.of(
                new Latch(
                    Latch.Kind.LOST_TAIL,
                    status.source(),
                    status.sourceUuid(),
                    status.readAt(),
                    status.lastIoError()))
            : Stream.empty();
    Stream<Latch> changed =
        replaced(status)
            .filter(before -> acts.stream().noneMatch(act -> configured(act, before)))
            .map(
                before ->
                    new Latch(
                        Latch.Kind.IDENTITY_CHANGED,
                        before.address(),
                        before.uuid(),
                        status.readAt(),
                        "Source_UUID was " + before.uuid() + " and became " + status.sourceUuid()))
            .stream();
    return Stream.concat(lost, changed);
  }

  private static boolean configured(Act act, KnownSource before) {
    return act.kind() == Act.Kind.CONFIGURE && act.at().isAfter(before.at());
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

  // A channel that is configured with another address than the registered one has another source.
  private Optional<SourceReading> source(Database database, ReplicationStatus status) {
    return Optional.ofNullable(sources.get(status.channel()))
        .filter(
            _ ->
                database
                    .source(status.channel())
                    .map(RegisteredSource::asDatabase)
                    .filter(status.source()::equals)
                    .isPresent());
  }
}
