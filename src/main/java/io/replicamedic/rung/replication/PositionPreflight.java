package io.replicamedic.rung.replication;

import io.replicamedic.forensics.BinlogPlace;
import io.replicamedic.outside.BinlogFile;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.CommitTimes;
import io.replicamedic.replication.Gtid;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checks of law 5 where a channel goes on at a file and an offset instead of by GTIDs; a part
 * of the {@link Preflight}. Whatever cannot be read is a no, or a risk to accept by its name.
 */
final class PositionPreflight {
  private static final int FATAL_BINLOG_READ = 1236;
  private static final int FIRST_EVENT = 4;
  private static final String AT_EVENT = "position-at-event";
  private static final String LAST_COMMON = "last-common-transaction";

  private final ReplicationStatus status;
  private final Target target;
  private final Standing standing;
  private final List<Check> checks = new ArrayList<>();

  private PositionPreflight(ReplicationStatus status, Target target, Standing standing) {
    this.status = status;
    this.target = target;
    this.standing = standing;
  }

  /** All that can be asked; without the source only what the replica says. */
  static List<Check> of(
      ReplicationStatus status, Target target, ServerFacts here, SourceAccess source) {
    PositionPreflight preflight;
    try {
      preflight = new PositionPreflight(status, target, Standing.of(status, source));
    } catch (DatabaseUnreachable e) {
      return List.of(failed("position-known", e));
    }
    preflight.gaps(here);
    preflight.known();
    if (preflight.standing instanceof Standing.At at) {
      preflight.chosen(at);
      source.session().ifPresent(session -> preflight.against(session, at));
    }
    return List.copyOf(preflight.checks);
  }

  // Parallel workers that commit in any order leave gaps, and a position cannot name several
  // places.
  private void gaps(ServerFacts here) {
    boolean inOrder = here.parallelWorkers() <= 1 || here.preservesCommitOrder();
    boolean proven = !inOrder && here.gtidMode().equals("ON") && gapless(here.executed());
    checks.add(
        Check.that(
            "no-gaps",
            inOrder || proven,
            proven
                ? "gtid_executed has no gap before the transaction that comes next"
                : inOrder
                    ? "the applier commits in the source's order"
                    : here.parallelWorkers()
                        + " parallel workers without replica_preserve_commit_order may have left"
                        + " gaps: no position says what is applied"));
  }

  private boolean gapless(GtidSet executed) {
    String uuid = status.sourceUuid();
    Optional<Gtid> last = uuid.isEmpty() ? Optional.empty() : executed.ofUuid(uuid).last(uuid);
    return last.isPresent()
        && executed.ofUuid(uuid).count() == last.get().number()
        && status
            .conflict()
            .map(
                error ->
                    !error.transaction().isEmpty()
                        && Gtid.parse(error.transaction()).number() == last.get().number() + 1)
            .orElse(true);
  }

  private void known() {
    checks.add(
        switch (standing) {
          case Standing.At at ->
              Check.passed(
                  "position-known",
                  "the first transaction that is not applied begins at "
                      + at.position()
                      + (at.position().equals(Standing.executed(status))
                          ? ""
                          : "; Exec_Source_Log_Pos lags behind at " + Standing.executed(status)));
          case Standing.Unknown(String why) -> Check.refused("position-known", why);
        });
  }

  private void chosen(Standing.At at) {
    target
        .chosen()
        .filter(place -> !place.equals(at.position()))
        .ifPresent(
            place ->
                checks.add(
                    Check.unreadable(
                        "position-chosen",
                        "the request names "
                            + place
                            + ", the channel stands at "
                            + at.position()
                            + ": what lies between is applied "
                            + (place.isBefore(at.position()) ? "twice" : "never"))));
  }

  private void against(SourceSession source, Standing.At at) {
    BinlogPosition from = target.chosen().orElse(at.position());
    List<BinlogFile> files = source.binlogs();
    checks.add(
        Check.that(
            "source-has-position",
            from.offset() >= FIRST_EVENT && has(files, from),
            "go on at " + from + "; the source has " + words(files)));
    received(files, at);
    if (has(files, from)) {
      checks.add(atEvent(source, from));
      checks.add(lastCommon(source, files, at));
    }
  }

  /** A source that came back without its tail has begun another file: the old one is shorter. */
  private void received(List<BinlogFile> files, Standing.At at) {
    BinlogPosition read =
        new BinlogPosition(status.detail().readLogFile(), status.detail().readLogPos());
    if (!read.hasFile()) {
      checks.add(Check.unreadable("replica-not-ahead", "the channel has received nothing yet"));
      return;
    }
    boolean there = has(files, read);
    checks.add(
        Check.that(
            "replica-not-ahead",
            there,
            "received up to "
                + read
                + "; the source has "
                + words(files)
                + (there ? "" : ": it has lost its binlog's tail, or purged it")));
    boolean again = there && has(files, at.position());
    checks.add(
        Check.that(
            "relay-logs-not-last-copy",
            again,
            again
                ? "everything received and not applied can be fetched again"
                : "not all of " + at.position() + " to " + read + " is on the source any more"));
  }

  private static Check atEvent(SourceSession source, BinlogPosition from) {
    try {
      source.transactions(from, from, 1);
      return Check.passed(AT_EVENT, from + " is between two transactions");
    } catch (DatabaseUnreachable e) {
      return failed(AT_EVENT, e);
    }
  }

  private Check lastCommon(SourceSession source, List<BinlogFile> files, Standing.At at) {
    CommitTimes commits = status.detail().commits();
    try {
      return at.failing().isPresent()
          ? same(at.failing(), commits.applying(), "stopped the applier")
          : same(before(source, files, at.position()), commits.applied(), "was applied last");
    } catch (DatabaseUnreachable e) {
      return Check.unreadable(LAST_COMMON, String.valueOf(e.getMessage()));
    }
  }

  // The same place in another binlog, or an inexact place, has another transaction beside it.
  private static Check same(Optional<BinlogPlace> there, Optional<Instant> here, String what) {
    if (there.isEmpty() || there.get().originalCommitMicros() == 0 || here.isEmpty()) {
      return Check.unreadable(
          LAST_COMMON,
          there.isEmpty()
              ? "the source's binlog has no transaction before that place"
              : "neither side says when the one that " + what + " was committed");
    }
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, here.get());
    return Check.that(
        LAST_COMMON,
        micros == there.get().originalCommitMicros(),
        "the one that "
            + what
            + " was committed at "
            + micros
            + "; on the source the one at "
            + there.get().start()
            + " at "
            + there.get().originalCommitMicros()
            + " (µs)");
  }

  /** The last transaction before that place; a new file has none yet, so the one before is read. */
  private static Optional<BinlogPlace> before(
      SourceSession source, List<BinlogFile> files, BinlogPosition place) {
    Optional<BinlogPlace> own = last(source, place);
    if (own.isPresent()) {
      return own;
    }
    List<String> names = files.stream().map(BinlogFile::name).toList();
    int index = names.indexOf(place.file());
    return index <= 0
        ? Optional.empty()
        : last(source, new BinlogPosition(names.get(index - 1), files.get(index - 1).size()));
  }

  private static Optional<BinlogPlace> last(SourceSession source, BinlogPosition place) {
    BinlogPosition begin = new BinlogPosition(place.file(), FIRST_EVENT);
    return source.transactions(begin, place, 2).stream()
        .filter(it -> it.end().file().equals(place.file()))
        .filter(it -> !place.isBefore(it.end()))
        .reduce((_, later) -> later);
  }

  private static boolean has(List<BinlogFile> files, BinlogPosition place) {
    return files.stream()
        .anyMatch(file -> file.name().equals(place.file()) && place.offset() <= file.size());
  }

  private static String words(List<BinlogFile> files) {
    if (files.isEmpty()) {
      return "no binlog";
    }
    BinlogFile last = files.getLast();
    return files.getFirst().name() + " to " + last.name() + ":" + last.size();
  }

  private static Check failed(String name, DatabaseUnreachable e) {
    String why = String.valueOf(e.getMessage());
    return e.errno() == FATAL_BINLOG_READ ? Check.refused(name, why) : Check.unreadable(name, why);
  }
}
