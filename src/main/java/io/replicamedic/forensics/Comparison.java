package io.replicamedic.forensics;

import java.util.List;

/**
 * What of one transaction is present locally, and what each way of settling it would do;
 * RowComparison's answer to the goal "conflict settled" and to the gate that asks a person.
 *
 * @param findings one for each primary key that the transaction touched, in order of first touch
 * @param unknown why something could not be compared; empty only if everything could
 * @param applies whether the transaction would apply to the local rows as they are
 * @param strays local rows that make the transaction fail with a duplicate
 * @param deleteLocalSettles whether the whole transaction would apply once the strays are deleted,
 *     and deleting them does nothing else
 * @param deleteReason why, or why not; for people
 * @param leftBySkip what would stay different if the transaction were skipped, one sentence each
 */
public record Comparison(
    Verdict verdict,
    List<RowFinding> findings,
    List<String> unknown,
    boolean applies,
    List<StrayRow> strays,
    boolean deleteLocalSettles,
    String deleteReason,
    List<String> leftBySkip) {}
