package io.replicamedic.rung.network;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.replication.ThreadState;
import java.util.Set;

/**
 * What a means has to decide on.
 *
 * @param facts what RDS says; its groups are not being changed
 * @param addresses of the source, as text; at least one
 * @param port of the source
 * @param receiver Connecting or Yes
 */
public record Situation(
    Database database,
    RdsFacts facts,
    Surroundings around,
    Set<String> addresses,
    int port,
    ThreadState receiver) {}
