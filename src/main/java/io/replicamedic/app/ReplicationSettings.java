package io.replicamedic.app;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Patience of the replication rungs. */
record ReplicationSettings(
    @DefaultValue("20s") Duration callWait,
    @DefaultValue("500ms") Duration effect,
    @DefaultValue("10s") Duration stability,
    @DefaultValue("1m") Duration start,
    @DefaultValue("15m") Duration configurationOwed,
    @DefaultValue("24h") Duration gateExpiry,
    @DefaultValue("2s") Duration statusFreshFor) {}
