package io.replicamedic.rung.replication;

import java.util.List;

/**
 * What the failing transaction is and what of it is there already, as remembered and shown.
 *
 * @param proven every after-image is present: skipping its GTID changes no data
 * @param digest of the rows compared; a question and its answer are about exactly these
 * @param shown event and local row by row, for a person
 * @param strays local rows that stand in its way, for a person
 * @param deleteLocalSettles whether deleting the strays lets the whole transaction apply
 * @param deleteLocalWhy why, or why not
 * @param leftBySkip what a skip would leave different; empty when proven
 */
public record ConflictReport(
    Conflict conflict,
    boolean proven,
    String digest,
    List<String> shown,
    List<String> strays,
    boolean deleteLocalSettles,
    String deleteLocalWhy,
    List<String> leftBySkip) {

  /** Id of the question about it. */
  public String questionId() {
    return "conflict:" + conflict.name() + ":" + digest;
  }
}
