package io.replicamedic.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The hash chain over a stream's rows: links a row to the one before, and finds where it broke. */
public final class Chain {
  /** What the first row of a stream names as its predecessor. */
  public static final String START = "0".repeat(64);

  private Chain() {}

  /** The row that follows {@code previous} (null-free: use START and 0 for the first). */
  public static JournalEntry link(
      String stream, long previousSeq, String previousHash, Instant at, Draft draft, String json) {
    long seq = previousSeq + 1;
    JournalEntry unhashed =
        new JournalEntry(
            stream,
            seq,
            at,
            draft.kind(),
            draft.actor(),
            draft.phase(),
            draft.rung(),
            draft.summary(),
            json,
            previousHash,
            "");
    return new JournalEntry(
        stream,
        seq,
        at,
        draft.kind(),
        draft.actor(),
        draft.phase(),
        draft.rung(),
        draft.summary(),
        json,
        previousHash,
        hash(unhashed));
  }

  /** Where the chain breaks, in words; empty when every row follows from the one before. */
  public static Optional<String> firstBreak(List<JournalEntry> stream) {
    String previous = START;
    long seq = 0;
    for (JournalEntry entry : stream) {
      seq++;
      if (entry.seq() != seq) {
        return Optional.of("row " + seq + " is missing (found " + entry.seq() + ")");
      }
      if (!entry.previousHash().equals(previous)) {
        return Optional.of("row " + seq + " does not follow from the row before");
      }
      if (!entry.hash().equals(hash(entry))) {
        return Optional.of("row " + seq + " was changed after it was written");
      }
      previous = entry.hash();
    }
    return Optional.empty();
  }

  // Length before every field: no two different rows may give the same bytes.
  private static String hash(JournalEntry entry) {
    MessageDigest digest = sha256();
    for (String field :
        List.of(
            entry.previousHash(),
            entry.stream(),
            Long.toString(entry.seq()),
            entry.at().toString(),
            entry.kind().name(),
            entry.actor(),
            entry.phase(),
            entry.rung(),
            entry.summary(),
            entry.detail())) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
