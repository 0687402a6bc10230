package io.replicamedic.fleet;

/** Told of every reading of a replica by {@link Replicas}; what keeps a history is one. */
public interface ReadingListener {
  /**
   * A replica was read, or could not be. Called by the thread that read, in order and one at a time
   * for each replica: it must return at once, wait for nothing and throw nothing.
   */
  void onReading(ReplicaReading reading);
}
