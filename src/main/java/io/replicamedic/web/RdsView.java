package io.replicamedic.web;

import io.replicamedic.fleet.RdsReading;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.replication.ReplicationKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the RDS API says of a database; all but {@code unreadable} absent when it said nothing. */
record RdsView(
    @Nullable String instance,
    @Nullable String cluster,
    @Nullable String engine,
    @Nullable String status,
    @Nullable ReplicationKind kind,
    RdsFacts.@Nullable Role role,
    @Nullable Boolean multiAz,
    @Schema(description = "security group and its membership status: sg-1 active")
        @Nullable List<String> securityGroups,
    @Schema(description = "the RDS source of a managed replica") @Nullable String managedSource,
    @Nullable List<String> statusInfos,
    @Nullable Instant readAt,
    @Schema(description = "why it said nothing") @Nullable String unreadable) {

  static RdsView of(RdsReading reading) {
    return switch (reading) {
      case RdsReading.Told(RdsFacts facts) ->
          new RdsView(
              facts.instance(),
              facts.cluster(),
              facts.engine() + " " + facts.engineVersion(),
              facts.status(),
              facts.kind(),
              facts.role(),
              facts.multiAz(),
              facts.groups().stream().map(each -> each.group() + " " + each.status()).toList(),
              facts.managedSource(),
              facts.statusInfos(),
              facts.readAt(),
              null);
      case RdsReading.Unreadable(String why) ->
          new RdsView(null, null, null, null, null, null, null, null, null, null, null, why);
    };
  }

  Columns rows(Columns columns) {
    if (unreadable != null) {
      return columns.row("RDS says", "unreadable: " + unreadable);
    }
    return columns
        .row("RDS says", engine + ", " + status + ", " + kind + " as " + role)
        .row("Multi-AZ", String.valueOf(multiAz))
        .row("groups", String.join(", ", securityGroups == null ? List.of() : securityGroups));
  }
}
