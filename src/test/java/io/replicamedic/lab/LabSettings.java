package io.replicamedic.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How a {@link Lab} is to be; start from {@link #ghost()} and change what a test is about.
 *
 * @param cloud where the replica's egress rules are kept; with one, its connections are filtered
 * @param uncovered what a connection meets that no rule covers
 * @param terrain what is peculiar about the cloud's network
 * @param channels over which the lab's source is replicated from, and what goes on beside
 * @param replicaOptions more mysqld options for the replica, over the lab's own
 * @param sourceOptions the same for the source
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
    Map<String, String> sourceOptions) {

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
        Map.of());
  }

  public LabSettings withPersonality(Personality value) {
    return new LabSettings(
        value,
        kill,
        retries,
        transport,
        strays,
        cloud,
        uncovered,
        terrain,
        channels,
        replicaOptions,
        sourceOptions);
  }

  public LabSettings withKill(KillProcedure value) {
    return new LabSettings(
        personality,
        value,
        retries,
        transport,
        strays,
        cloud,
        uncovered,
        terrain,
        channels,
        replicaOptions,
        sourceOptions);
  }

  public LabSettings withRetries(Retries value) {
    return new LabSettings(
        personality,
        kill,
        value,
        transport,
        strays,
        cloud,
        uncovered,
        terrain,
        channels,
        replicaOptions,
        sourceOptions);
  }

  public LabSettings withTransport(Transport value) {
    return new LabSettings(
        personality,
        kill,
        retries,
        value,
        strays,
        cloud,
        uncovered,
        terrain,
        channels,
        replicaOptions,
        sourceOptions);
  }

  public LabSettings withStrays(Stray value) {
    return new LabSettings(
        personality,
        kill,
        retries,
        transport,
        value,
        cloud,
        uncovered,
        terrain,
        channels,
        replicaOptions,
        sourceOptions);
  }

  public LabSettings withCloud(CloudKind value) {
    return new LabSettings(
        personality,
        kill,
        retries,
        transport,
        strays,
        value,
        uncovered,
        terrain,
        channels,
        replicaOptions,
        sourceOptions);
  }

  public LabSettings withUncovered(Uncovered value) {
    return new LabSettings(
        personality,
        kill,
        retries,
        transport,
        strays,
        cloud,
        value,
        terrain,
        channels,
        replicaOptions,
        sourceOptions);
  }

  public LabSettings withTerrain(Terrain... peculiarities) {
    return new LabSettings(
        personality,
        kill,
        retries,
        transport,
        strays,
        cloud,
        uncovered,
        Set.of(peculiarities),
        channels,
        replicaOptions,
        sourceOptions);
  }

  public LabSettings withChannels(Channels value) {
    return new LabSettings(
        personality,
        kill,
        retries,
        transport,
        strays,
        cloud,
        uncovered,
        terrain,
        value,
        replicaOptions,
        sourceOptions);
  }

  public LabSettings withReplicaOption(String name, String value) {
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
        with(replicaOptions, name, value),
        sourceOptions);
  }

  /** Neither server has GTIDs: the channel goes on at a file and a position. */
  public LabSettings withoutGtids() {
    return withReplicaOption("gtid_mode", "OFF")
        .withReplicaOption("enforce_gtid_consistency", "OFF")
        .withSourceOption("gtid_mode", "OFF")
        .withSourceOption("enforce_gtid_consistency", "OFF");
  }

  boolean hasGtids() {
    return !"OFF".equals(replicaOptions.get("gtid_mode"));
  }

  public LabSettings withSourceOption(String name, String value) {
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
        with(sourceOptions, name, value));
  }

  private static Map<String, String> with(Map<String, String> options, String name, String value) {
    Map<String, String> more = new HashMap<>(options);
    more.put(name, value);
    return more;
  }
}
