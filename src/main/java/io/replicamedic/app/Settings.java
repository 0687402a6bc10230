package io.replicamedic.app;

import io.replicamedic.controls.Remediation;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The service's configuration under {@code replica-medic}; see README.md for what each means. The
 * databases are not in it: each is a {@link DatabaseSettings}, read by itself ({@link
 * Configuration}).
 *
 * @param remediation on, observe-only (default) or off
 * @param apiKeys who may call
 */
@Validated
@ConfigurationProperties("replica-medic")
record Settings(
    @DefaultValue("observe-only") Remediation remediation,
    @DefaultValue List<@Valid KeySettings> apiKeys,
    @DefaultValue @Valid WorkflowSettings workflow,
    @DefaultValue @Valid AwsSettings aws,
    @DefaultValue @Valid DiscoverySettings discovery,
    @DefaultValue @Valid NetworkSettings network,
    @DefaultValue ReplicationSettings replication,
    @DefaultValue @Valid PollingSettings polling,
    @DefaultValue @Valid HistorySettings history,
    @DefaultValue @Valid DowntimeSettings downtime,
    @DefaultValue @Valid DurabilitySettings durability,
    @DefaultValue @Valid AuditSettings audit,
    @DefaultValue @Valid AlarmSettings alarms) {}
