package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether binlogs are kept long enough to be read after an incident. On a plain server 0 means for
 * ever, in either variable: no finding, though other tools raise one on expire_logs_days.
 */
final class BinlogRetention implements Rule {
  private static final long DAY = 86_400;

  private static final String WHY =
      "A replica that has been down for longer cannot go on (1236), and after a failover the"
          + " lost rows are in a binlog that is gone. RDS keeps what its own replicas still need,"
          + " but not what an external one or an investigation does.";

  @Override
  public String id() {
    return "binlog-retention";
  }

  @Override
  public List<Setting> settings() {
    return List.of(Settings.EXPIRE_SECONDS, Settings.EXPIRE_DAYS, Settings.AUTO_PURGE);
  }

  @Override
  public Finding judge(DurabilityReading reading) {
    Case it = new Case(reading);
    if (it.copy()) {
      return notApplicable(List.of(), "nobody reads a mere copy's binlog");
    }
    if (it.is(Settings.LOG_BIN, "OFF")) {
      return notApplicable(List.of(it.seen(Settings.LOG_BIN).getFirst()), "it writes no binlog");
    }
    return it.plain() ? plain(it) : managed(it);
  }

  private Finding managed(Case it) {
    Fact<Optional<Integer>> hours = it.reading().binlogRetentionHours();
    String text =
        hours
            .value()
            .map(known -> known.map(String::valueOf).orElse("NULL"))
            .orElse("unknown: " + hours.why());
    List<Observed> read =
        List.of(
            new Observed(
                "binlog retention hours",
                text,
                Observed.Origin.RDS_CONFIGURATION,
                "mysql.rds_configuration",
                hours.at()));
    if (hours.value().isEmpty()) {
      return unknown(
          severity(it), read, "How long binlogs are kept is unknown: " + hours.why(), WHY);
    }
    Optional<Integer> known = hours.value().orElseThrow();
    if (known.filter(kept -> kept >= 24).isPresent()) {
      return passed(read, "Binlogs are kept for " + text + " h.", WHY);
    }
    String summary =
        known
            .map(kept -> "Binlogs are kept for only " + kept + " h.")
            .orElse("Binlogs are purged as soon as RDS no longer needs them.");
    return failed(
        severity(it),
        read,
        summary,
        WHY,
        "CALL mysql.rds_set_configuration('binlog retention hours', 24); no restart, but disk.",
        List.of());
  }

  private Finding plain(Case it) {
    List<Observed> read = new ArrayList<>();
    settings().forEach(setting -> read.add(it.seen(setting).getFirst()));
    if (it.value(Settings.EXPIRE_SECONDS) instanceof Value.Unread(String why)) {
      return unknown(severity(it), read, "How long binlogs are kept is unknown: " + why, WHY);
    }
    long seconds = it.number(Settings.EXPIRE_SECONDS).orElse(0L);
    long kept = seconds > 0 ? seconds : DAY * it.number(Settings.EXPIRE_DAYS).orElse(0L);
    if (kept == 0 || it.is(Settings.AUTO_PURGE, "OFF")) {
      return passed(read, "Binlogs are kept until somebody purges them.", WHY);
    }
    if (kept >= DAY) {
      return passed(read, "Binlogs are kept for " + kept / 3600 + " h.", WHY);
    }
    Cure cure = new Cure(Settings.EXPIRE_SECONDS, String.valueOf(DAY), it);
    return failed(
        severity(it),
        read,
        "Binlogs are kept for only " + kept + " s.",
        WHY,
        cure.words(),
        cure.remedies());
  }

  private static Severity severity(Case it) {
    boolean external =
        it.reading().rds().value().filter(rds -> !rds.managedReplicas().isEmpty()).isEmpty();
    return it.source() && external ? Severity.WARNING : Severity.NOTICE;
  }
}
