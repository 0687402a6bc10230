package io.replicamedic.fleet;

import java.time.Instant;
import java.util.List;

/**
 * Where the history of the replicas is, shared by all instances. Written by {@link Clerk} only;
 * read by web. Every method throws a RuntimeException of the store's when it is away.
 */
public interface HistoryStore {
  /**
   * How far the changes of all replicas go.
   *
   * @param last number of the newest; 0 when there was never one
   * @param pruned the greatest number that was deleted; 0 when none was. Some after it, and all
   *     after the last, are there
   */
  record Head(long last, long pruned) {}

  /**
   * Where a page of samples ends: the next begins before it.
   *
   * @param channel of those at that moment, the ones before this name, too
   */
  record Place(Instant at, String channel) {}

  /** The store is there, and does not take these rows: not now and not later. */
  final class Refused extends RuntimeException {
    /** With what the store said. */
    public Refused(Throwable cause) {
      super(cause);
    }
  }

  /**
   * Stores as changes the states that differ from the last stored one of their replica: another
   * instance may have noted the same, or this one before it lost the answer.
   *
   * @param notes in the order in which they were read
   * @throws Refused when one of them cannot be stored: then none is
   */
  void record(List<StatusNote> notes);

  /**
   * Stores samples; one that is there already stays.
   *
   * @throws Refused when one of them cannot be stored: then none is
   */
  void sample(List<StatusSample> samples);

  /**
   * The last state of each replica and when it was read first. One that cannot be read any more is
   * left out.
   */
  List<StatusNote> last();

  /** How far the changes go. */
  Head head();

  /** Changes after a number, oldest first; those of one replica when it is not empty. */
  List<StatusChange> after(long seq, String replica, int limit);

  /** A replica's changes from (included) to (excluded) with a smaller number, newest first. */
  List<StatusChange> changes(String replica, Instant from, Instant to, long before, int limit);

  /** A replica's samples from (included) to before that place, newest first. */
  List<StatusSample> samples(String replica, Instant from, Place before, int limit);

  /** Deletes up to so many samples, and those of the same moment, of before; how many it did. */
  int pruneSamples(Instant before, int limit);

  /** Deletes up to so many changes of before, the oldest first; how many it did. */
  int pruneChanges(Instant before, int limit);

  /**
   * Deletes up to so many of the oldest of each replica that has more than that; how many of one.
   *
   * @param most the same each time: who has not changed since is not counted again
   */
  int pruneChangesBeyond(int most, int limit);
}
