package io.replicamedic.loss;

import io.replicamedic.lab.Disk;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A server whose host can fail, where this machine can do that; else why it cannot, said aloud. */
final class Hosts implements AutoCloseable {
  private final Optional<Disk> disk;
  private final Optional<Crashes> crashes;
  private final String missing;

  private Hosts(Optional<Disk> disk, Optional<Crashes> crashes, String missing) {
    this.disk = disk;
    this.crashes = crashes;
    this.missing = missing;
  }

  static Hosts open(int writers, Duration writing) {
    try {
      Disk disk = Disk.make();
      try {
        return new Hosts(Optional.of(disk), Optional.of(Crashes.on(disk, writers, writing)), "");
      } catch (RuntimeException e) {
        disk.close();
        throw e;
      }
    } catch (Disk.Unavailable e) {
      String missing = "no host can fail here: " + e.getMessage();
      System.out.println("SKIPPED, host failures: " + missing);
      return new Hosts(Optional.empty(), Optional.empty(), missing);
    }
  }

  /** Empty where no host can fail. */
  Optional<Crashes> crashes() {
    return crashes;
  }

  /** Why not. */
  String missing() {
    return missing;
  }

  /** One host failure. */
  Losses fail(Durability durability) throws SQLException, IOException, Disk.Unavailable {
    return crashes.orElseThrow().hostFailure(durability, disk.orElseThrow());
  }

  @Override
  public void close() {
    crashes.ifPresent(Crashes::close);
    disk.ifPresent(Disk::close);
  }
}
