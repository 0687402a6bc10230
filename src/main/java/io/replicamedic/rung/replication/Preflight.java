package io.replicamedic.rung.replication;

import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.Gtid;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ResetLoss;
import io.replicamedic.replication.ResetLosses;
import io.replicamedic.replication.RestorePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every check of law 5 and domain.md 2 and 3a, read before anything irreversible: once for the
 * plan, and again right before the reset. What cannot be read is a no.
 */
final class Preflight {
  /** Name of the check that a person may accept to go without, for databaseOnly sources. */
  static final String SOURCE_LOGIN = "source-login";

  private static final String LAST_COMMON = "last-common-transaction";
  private static final int MOST_SKIPPED = 20;

  private final ReplicaChannel channel;
  private final Target target;
  private final RegisteredSource registered;
  private final ReplicaSession replica;
  private final List<Check> checks = new ArrayList<>();

  Preflight(ReplicaChannel channel, Target target) {
    this.channel = channel;
    this.target = target;
    this.registered = channel.source();
    this.replica = channel.session();
  }

  /** All checks; the source's are one unreadable (or refused) check when it cannot be read. */
  List<Check> run(ReplicationStatus status, RestorePoint point, SourceAccess source) {
    ServerFacts facts = replica.facts();
    RdsCalls calls = channel.calls();
    SourceSettings wanted =
        target.settings(status.delaySeconds(), Optional.of(Standing.executed(status)));
    procedures(calls, wanted);
    options(point, calls, wanted);
    account(status);
    others();
    if (!target.byPosition()) {
      checks.add(
          Check.that("gtid-mode", facts.gtidMode().equals("ON"), "replica: " + facts.gtidMode()));
    }
    switch (source) {
      case SourceAccess.Open(SourceSession session) -> sourceChecks(status, facts, session);
      case SourceAccess.Closed(DatabaseUnreachable why) -> sourceClosed(why);
    }
    if (target.byPosition()) {
      checks.addAll(PositionPreflight.of(status, target, facts, source));
    }
    return List.copyOf(checks);
  }

  private void procedures(RdsCalls calls, SourceSettings wanted) {
    List<String> missing = calls.missing(wanted);
    checks.add(
        Check.that(
            "procedures",
            missing.isEmpty(),
            missing.isEmpty()
                ? "all there"
                : "this server lacks " + String.join(", ", missing) + whyForChannel(missing)));
  }

  private static String whyForChannel(List<String> missing) {
    return missing.stream().anyMatch(it -> it.contains("_for_channel"))
        ? "; without them nothing can be done to one channel alone"
        : "";
  }

  private void options(RestorePoint point, RdsCalls calls, SourceSettings wanted) {
    List<ResetLoss> losses =
        ResetLosses.of(point, calls.setsDelay(wanted) ? Set.of("DESIRED_DELAY") : Set.of());
    checks.add(
        Check.that(
            "options-restorable",
            losses.isEmpty(),
            losses.isEmpty()
                ? "a reset loses no option that cannot be set again"
                : "a reset would lose, and no procedure can set again: " + losses));
  }

  // The undo of a cleared configuration is to set it again: that takes its account's password.
  private void account(ReplicationStatus status) {
    String registeredUser = registered.replication().user();
    checks.add(
        Check.that(
            "account-known",
            status.sourceUser().equals(registeredUser),
            "the channel logs in as " + status.sourceUser() + ", registered is " + registeredUser));
  }

  // RDS's configuring procedures refuse an address that another channel has (8.0.41): better now
  // than when ours is cleared.
  private void others() {
    List<String> same =
        channel.others().stream()
            .filter(other -> other.source().equals(registered.asDatabase()))
            .map(ReplicationStatus::channel)
            .toList();
    checks.add(
        Check.that(
            "address-of-no-other-channel",
            same.isEmpty(),
            same.isEmpty()
                ? "no other channel replicates from " + registered.asDatabase()
                : registered.asDatabase()
                    + " is the source of "
                    + ReplicaChannel.list(same)
                    + " too: RDS lets no two channels have one address"));
  }

  private void sourceClosed(DatabaseUnreachable why) {
    String evidence = String.valueOf(why.getMessage());
    if (why.errno() == SecureTransport.ERRNO) {
      checks.add(Check.refused("source-plugin", evidence + "; " + SecureTransport.ADVICE));
    } else if (registered.databaseOnly() && why.errno() == 0) {
      checks.add(
          Check.unreadable(
              SOURCE_LOGIN,
              evidence
                  + "; registered as reachable from the database only, so none of the checks"
                  + " against the source can be read"));
    } else {
      checks.add(
          Check.refused(
              SOURCE_LOGIN,
              evidence
                  + "; if only the database can reach it, register the source with reach:"
                  + " database-only and accept the risk at the gate"));
    }
  }

  private void sourceChecks(ReplicationStatus status, ServerFacts here, SourceSession session) {
    ServerFacts there = session.facts();
    String user = registered.replication().user();
    checks.add(
        Check.passed(
            SOURCE_LOGIN,
            "logged in to " + registered.asService() + " as " + user + tls(registered)));
    String plugin = session.authenticationPlugin();
    checks.add(
        Check.that(
            "source-plugin",
            registered.ssl() || !SecureTransport.needsIt(plugin),
            user
                + " uses "
                + plugin
                + tls(registered)
                + SecureTransport.adviceFor(registered, plugin)));
    checks.add(identity(status, there));
    if (target.byPosition()) {
      if (here.gtidMode().equals("ON") && there.gtidMode().equals("ON")) {
        ahead(here.executed(), there);
      }
      return;
    }
    checks.add(
        Check.that(
            "source-gtid-mode", there.gtidMode().equals("ON"), "source: " + there.gtidMode()));
    gtids(status, here.executed(), there);
    checks.add(lastCommon(here.executed(), there, session));
  }

  private static Check identity(ReplicationStatus status, ServerFacts there) {
    String name = "source-identity";
    if (status.sourceUuid().isEmpty()) {
      return Check.unreadable(
          name, "the channel has never connected, so nothing says that it was this source");
    }
    return Check.that(
        name,
        status.sourceUuid().equals(there.serverUuid()),
        "replicated from " + status.sourceUuid() + ", registered is " + there.serverUuid());
  }

  private void gtids(ReplicationStatus status, GtidSet here, ServerFacts there) {
    GtidSet purgedButNeeded = there.purged().subtract(here);
    checks.add(
        Check.that(
            "source-not-purged",
            purgedButNeeded.isEmpty(),
            purgedButNeeded.isEmpty()
                ? "the source still has every binlog that the replica needs"
                : "the source has purged what the replica needs: " + purgedButNeeded));
    ahead(here, there);
    GtidSet onlyInRelayLogs =
        status.retrieved().subtract(here).subtract(there.executed().subtract(there.purged()));
    checks.add(
        Check.that(
            "relay-logs-not-last-copy",
            onlyInRelayLogs.isEmpty(),
            onlyInRelayLogs.isEmpty()
                ? "everything retrieved and not applied can be fetched again"
                : "only this replica's relay logs have " + onlyInRelayLogs));
  }

  private void ahead(GtidSet here, ServerFacts there) {
    GtidSet ahead = here.ofUuid(there.serverUuid()).subtract(there.executed());
    checks.add(
        Check.that(
            target.byPosition() ? "replica-not-ahead-by-gtid" : "replica-not-ahead",
            ahead.isEmpty(),
            ahead.isEmpty()
                ? "the replica has no transaction of the source that the source lacks"
                : "the source has lost transactions that the replica has (its binlog tail): "
                    + ahead));
  }

  // The same GTID with another commit time is another transaction: the tail was lost and written
  // anew under the same numbers. A skipped one is empty here and proves nothing: the one before
  // does.
  private Check lastCommon(GtidSet here, ServerFacts there, SourceSession session) {
    GtidSet common =
        here.intersect(there.executed()).subtract(there.purged()).ofUuid(there.serverUuid());
    for (int looked = 0; looked < MOST_SKIPPED; looked++) {
      Optional<Gtid> last = common.last(there.serverUuid());
      if (last.isEmpty()) {
        break;
      }
      String gtid = last.get().toString();
      Optional<BinlogTransaction> ours = replica.binlogTransaction(gtid);
      Optional<BinlogTransaction> theirs = session.binlogTransaction(gtid, replica);
      if (ours.isEmpty() || theirs.isEmpty()) {
        String side = ours.isEmpty() ? "the replica" : "the source";
        return Check.unreadable(LAST_COMMON, gtid + " is not in the binlog of " + side);
      }
      long applied = ours.get().originalCommitMicros();
      long committed = theirs.get().originalCommitMicros();
      if (applied == 0 || committed == 0) {
        return Check.unreadable(
            LAST_COMMON,
            gtid + ": when it was committed is not in the binlogs of both (before 8.0)");
      }
      if (applied == committed || !ours.get().empty()) {
        return Check.that(
            LAST_COMMON,
            applied == committed,
            gtid
                + " was committed at "
                + committed
                + " on the source, at "
                + applied
                + " as applied here (µs)");
      }
      common = common.without(last.get());
    }
    return Check.unreadable(LAST_COMMON, "no common transaction is left to compare");
  }

  private static String tls(RegisteredSource source) {
    return source.ssl() ? " over TLS" : " without TLS";
  }
}
