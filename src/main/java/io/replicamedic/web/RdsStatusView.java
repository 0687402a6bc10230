package io.replicamedic.web;

import io.replicamedic.fleet.RdsSays;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.replication.ReplicationKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the RDS API said last of a replica, apart from what was read over SQL; part of a status.
 * What it did not say is absent.
 */
record RdsStatusView(
    @Schema(description = "where this is from; all else in a status was read over SQL") String from,
    Optional<String> instance,
    @Schema(description = "absent for a lone instance") Optional<String> cluster,
    Optional<String> engine,
    @Schema(example = "8.0.mysql_aurora.3.08.0") Optional<String> engineVersion,
    @Schema(example = "available") Optional<String> status,
    @Schema(description = "goes before the kind that was registered")
        Optional<ReplicationKind> kind,
    Optional<RdsFacts.Role> role,
    Optional<Boolean> multiAz,
    @Schema(description = "the RDS source of a managed replica") Optional<String> managedSource,
    @Schema(description = "StatusInfos of a managed replica, in the API's words")
        List<String> statusInfos,
    @Schema(
            description = "parameter groups and whether they are in force",
            example = "[\"orders-8-0 pending-reboot\"]")
        List<String> parameterGroups,
    @Schema(description = "when the API was asked for it; later than that it may have changed")
        Optional<Instant> readAt,
    @Schema(description = "why the API says nothing now; the rest is then what it said before")
        Optional<String> unreadable,
    @Schema(description = "what RDS calls the source; absent when it is not known to RDS")
        Optional<String> replicatesFrom,
    @Schema(description = "why the source's failovers are not known; absent when they are")
        Optional<String> failoversUnreadable,
    Optional<TerminationView> termination) {

  static RdsStatusView of(RdsSays says) {
    Optional<RdsFacts> facts = says.facts();
    return new RdsStatusView(
        "RDS API",
        facts.map(RdsFacts::instance),
        facts.map(RdsFacts::cluster).filter(it -> !it.isEmpty()),
        facts.map(RdsFacts::engine),
        facts.map(RdsFacts::engineVersion),
        facts.map(RdsFacts::status),
        facts.map(RdsFacts::kind),
        facts.map(RdsFacts::role),
        facts.map(RdsFacts::multiAz),
        facts.map(RdsFacts::managedSource).filter(it -> !it.isEmpty()),
        facts.map(RdsFacts::statusInfos).orElse(List.of()),
        says.parameters(),
        facts.map(RdsFacts::readAt),
        says.unreadable(),
        says.source(),
        says.failovers(),
        says.termination().map(TerminationView::of));
  }

  void rows(Columns to) {
    facts().ifPresent(it -> to.row("RDS API", it));
    readAt.ifPresent(at -> to.row("", "asked at " + Times.utc(at)));
    unreadable.ifPresent(why -> to.row("RDS API", "unreadable: " + why));
    to.unlessEmpty("parameters", String.join(", ", parameterGroups))
        .unlessEmpty("RDS says", String.join("; ", statusInfos))
        .unlessEmpty("source is", replicatesFrom.map(it -> it + ", to RDS").orElse(""))
        .unlessEmpty("failovers", failoversUnreadable.map(it -> "not known: " + it).orElse(""));
    termination.ifPresent(it -> it.rows(to));
  }

  private Optional<String> facts() {
    return engine.map(
        it ->
            it
                + " "
                + engineVersion.orElse("")
                + ", "
                + status.orElse("")
                + ", "
                + kind.map(Enum::name).orElse("")
                + " as "
                + role.map(Enum::name).orElse("")
                + (multiAz.orElse(false) ? ", Multi-AZ" : ", not Multi-AZ"));
  }
}
