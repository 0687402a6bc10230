package io.replicamedic.replication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a diagnosis is made from.
 *
 * @param earlier readings of the same channel before, oldest first; without any a silent stream
 *     cannot be told from an idle one
 * @param acts what was done to the replica, oldest first
 * @param source what its source says; empty when it was not, or cannot be, read
 * @param elsewhere what the sources of the replica's other channels say, from whom transactions may
 *     be here that its own source lacks; empty when one of them was not, or cannot be, read
 * @param failovers of the source, as far as they are known
 * @param latches what was seen of its sources and holds still
 * @param self what the replica says of itself; empty when that is not known
 * @param at the moment that the diagnosis is for
 */
public record Observation(
    Seen seen,
    List<ReplicationStatus> earlier,
    List<Act> acts,
    Optional<SourceReading> source,
    Optional<List<SourceReading>> elsewhere,
    List<Failover> failovers,
    List<Latch> latches,
    Optional<ThisServer> self,
    Instant at) {

  public Observation {
    earlier = List.copyOf(earlier);
    acts = List.copyOf(acts);
    elsewhere = elsewhere.map(List::copyOf);
    failovers = List.copyOf(failovers);
    latches = List.copyOf(latches);
  }

  /** One look and nothing else, at the moment of the look. */
  public static Observation of(Seen seen) {
    return new Observation(
        seen,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(List.of()),
        List.of(),
        List.of(),
        Optional.empty(),
        seen.at());
  }

  /** With earlier readings. */
  public Observation after(List<ReplicationStatus> readings) {
    return new Observation(seen, readings, acts, source, elsewhere, failovers, latches, self, at);
  }

  /** With what was done. */
  public Observation knowing(List<Act> done) {
    return new Observation(seen, earlier, done, source, elsewhere, failovers, latches, self, at);
  }

  /** With what the source says. */
  public Observation beside(SourceReading reading) {
    return new Observation(
        seen, earlier, acts, Optional.of(reading), elsewhere, failovers, latches, self, at);
  }

  /** With what the sources of the other channels say; empty when not all of them were read. */
  public Observation alsoFed(Optional<List<SourceReading>> others) {
    return new Observation(seen, earlier, acts, source, others, failovers, latches, self, at);
  }

  /** With failovers of the source. */
  public Observation since(List<Failover> events) {
    return new Observation(seen, earlier, acts, source, elsewhere, events, latches, self, at);
  }

  /** With what holds of its sources until a person acknowledges it. */
  public Observation holding(List<Latch> held) {
    return new Observation(seen, earlier, acts, source, elsewhere, failovers, held, self, at);
  }

  /** With what the replica says of itself. */
  public Observation on(ThisServer server) {
    return new Observation(
        seen, earlier, acts, source, elsewhere, failovers, latches, Optional.of(server), at);
  }

  /** Judged at another moment than that of the look. */
  public Observation judgedAt(Instant moment) {
    return new Observation(
        seen, earlier, acts, source, elsewhere, failovers, latches, self, moment);
  }
}
