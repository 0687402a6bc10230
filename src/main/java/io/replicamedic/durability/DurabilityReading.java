package io.replicamedic.durability;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that one audit of one database judges; taken by whoever can ask, judged by {@link
 * Auditor}.
 *
 * @param database registered id
 * @param at when the reading began, by our clock
 * @param engine whose storage it is
 * @param version the server's or the API's words: {@code 8.0.41}, {@code 8.0.mysql_aurora.3.08.0};
 *     empty when neither was told
 * @param roles what it is to others, as far as is known
 * @param variables @@GLOBAL values by lower-case name, as the server names them itself (old
 *     servers: {@code log_slave_updates}); without those it does not have
 * @param groups its parameter groups; none on a plain server
 * @param rds what the RDS API says; unknown on a plain server
 * @param binlogRetentionHours of mysql.rds_configuration; empty inside = NULL, purged as soon as
 *     possible
 */
public record DurabilityReading(
    String database,
    Instant at,
    EngineKind engine,
    String version,
    Set<Role> roles,
    Fact<Map<String, String>> variables,
    Fact<List<ParameterGroup>> groups,
    Fact<RdsTraits> rds,
    Fact<Optional<Integer>> binlogRetentionHours) {
  /** Immutable. */
  public DurabilityReading {
    roles = Set.copyOf(roles);
  }
}
