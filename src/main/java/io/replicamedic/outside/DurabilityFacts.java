package io.replicamedic.outside;

import io.replicamedic.durability.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one server says that matters for its durability; each part is known or not by itself.
 *
 * @param variables @@GLOBAL values of those that were asked for and that it has, by lower-case name
 * @param binlogRetentionHours of mysql.rds_configuration; empty inside = NULL
 * @param channels those that are configured by name, "" for the default one: whether either of its
 *     threads runs or tries to
 * @param connected from where its binary log is being read now: addresses without ports, as the
 *     process list tells them
 */
public record DurabilityFacts(
    Fact<Map<String, String>> variables,
    Fact<Optional<Integer>> binlogRetentionHours,
    Fact<Map<String, Boolean>> channels,
    Fact<List<String>> connected) {}
