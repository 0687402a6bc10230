package io.replicamedic.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a {@link Lab} is to be; start from {@link #ghost()} and change what a test is about.
 *
 * @param cloud where the replica's egress rules are kept; with one, its connections are filtered
 * @param uncovered what a connection meets that no rule covers
 * @param terrain what is peculiar about the cloud's network
 * @param channels over which the lab's source is replicated from, and what goes on beside
 * @param replicaOptions more mysqld options for the replica, over the lab's own
 * @param sourceOptions the same for the source
 * @param release of both servers
 * @param start how the own channel is told where to begin
 */
public record LabSettings(
    Personality personality,
    KillProcedure kill,
    Retries retries,
    Transport transport,
    Stray strays,
    CloudKind cloud,
    Uncovered uncovered,
    Set<Terrain> terrain,
    Channels channels,
    Map<String, String> replicaOptions,
    Map<String, String> sourceOptions,
    Release release,
    Start start) {

  public LabSettings {
    terrain = Set.copyOf(terrain);
    replicaOptions = Map.copyOf(replicaOptions);
    sourceOptions = Map.copyOf(sourceOptions);
  }

  /** Incident 1: the receiver would retry for days, and may be ended by rds_kill. */
  public static LabSettings ghost() {
    return new LabSettings(
        Personality.AURORA_V3,
        KillProcedure.ALLOWED,
        Retries.FOR_DAYS,
        Transport.TLS,
        Stray.LOGGED,
        CloudKind.NONE,
        Uncovered.RESET,
        Set.of(),
        Channels.DEFAULT,
        Map.of(),
        Map.of(),
        Release.CURRENT,
        Start.AUTO_POSITION);
  }

  public LabSettings withPersonality(Personality value) {
    return with(it -> it.personality = value);
  }

  public LabSettings withKill(KillProcedure value) {
    return with(it -> it.kill = value);
  }

  public LabSettings withRetries(Retries value) {
    return with(it -> it.retries = value);
  }

  public LabSettings withTransport(Transport value) {
    return with(it -> it.transport = value);
  }

  public LabSettings withStrays(Stray value) {
    return with(it -> it.strays = value);
  }

  public LabSettings withCloud(CloudKind value) {
    return with(it -> it.cloud = value);
  }

  public LabSettings withUncovered(Uncovered value) {
    return with(it -> it.uncovered = value);
  }

  public LabSettings withTerrain(Terrain... peculiarities) {
    return with(it -> it.terrain = Set.of(peculiarities));
  }

  public LabSettings withChannels(Channels value) {
    return with(it -> it.channels = value);
  }

  public LabSettings withReplicaOption(String name, String value) {
    return with(it -> it.replicaOptions = and(replicaOptions, name, value));
  }

  public LabSettings withRelease(Release value) {
    return with(it -> it.release = value);
  }

  /** The channel goes on at a file and a position, whether there are GTIDs or not. */
  public LabSettings byPosition() {
    return with(it -> it.start = Start.FILE_AND_POSITION);
  }

  /** Neither server has GTIDs: the channel goes on at a file and a position. */
  public LabSettings withoutGtids() {
    return byPosition()
        .withReplicaOption("gtid_mode", "OFF")
        .withReplicaOption("enforce_gtid_consistency", "OFF")
        .withSourceOption("gtid_mode", "OFF")
        .withSourceOption("enforce_gtid_consistency", "OFF");
  }

  boolean hasGtids() {
    return !"OFF".equals(replicaOptions.get("gtid_mode"));
  }

  public LabSettings withSourceOption(String name, String value) {
    return with(it -> it.sourceOptions = and(sourceOptions, name, value));
  }

  private LabSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  private static Map<String, String> and(Map<String, String> options, String name, String value) {
    Map<String, String> more = new HashMap<>(options);
    more.put(name, value);
    return more;
  }

  /** All of it, one of which is about to be another. */
  private static final class Draft {
    private Personality personality;
    private KillProcedure kill;
    private Retries retries;
    private Transport transport;
    private Stray strays;
    private CloudKind cloud;
    private Uncovered uncovered;
    private Set<Terrain> terrain;
    private Channels channels;
    private Map<String, String> replicaOptions;
    private Map<String, String> sourceOptions;
    private Release release;
    private Start start;

    Draft(LabSettings of) {
      personality = of.personality;
      kill = of.kill;
      retries = of.retries;
      transport = of.transport;
      strays = of.strays;
      cloud = of.cloud;
      uncovered = of.uncovered;
      terrain = of.terrain;
      channels = of.channels;
      replicaOptions = of.replicaOptions;
      sourceOptions = of.sourceOptions;
      release = of.release;
      start = of.start;
    }

    LabSettings settings() {
      return new LabSettings(
          personality,
          kill,
          retries,
          transport,
          strays,
          cloud,
          uncovered,
          terrain,
          channels,
          replicaOptions,
          sourceOptions,
          release,
          start);
    }
  }
}
