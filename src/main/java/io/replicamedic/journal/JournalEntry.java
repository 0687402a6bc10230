package io.replicamedic.journal;

import java.time.Instant;

/**
 * One row of the journal, as stored; append-only.
 *
 * @param stream what it is about: a workflow's id, or {@code database:<id>} for refusals and dry
 *     runs
 * @param seq 1, 2, 3, … without gaps within the stream
 * @param at UTC, microseconds
 * @param detail JSON object
 * @param previousHash hash of the row before in this stream; 64 zeros for the first
 * @param hash SHA-256 over everything above, hexadecimal
 */
public record JournalEntry(
    String stream,
    long seq,
    Instant at,
    EntryKind kind,
    String actor,
    String phase,
    String rung,
    String summary,
    String detail,
    String previousHash,
    String hash) {}
