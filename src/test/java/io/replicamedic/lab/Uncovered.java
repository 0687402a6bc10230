package io.replicamedic.lab;

/**
 * What the replica's new connection meets when no egress rule covers it; part of {@link
 * LabSettings}.
 */
public enum Uncovered {
  /** Reset at once: quick tests. */
  RESET(Wall.Verdict.RESET),
  /** Accepted and told nothing, until the client gives up: AWS drops the packets. */
  SILENT(Wall.Verdict.SILENT);

  private final Wall.Verdict verdict;

  Uncovered(Wall.Verdict verdict) {
    this.verdict = verdict;
  }

  Wall.Verdict verdict() {
    return verdict;
  }
}
