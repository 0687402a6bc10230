package io.replicamedic.adapter.store;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/** An obligation as a row. */
@Table("obligation")
record ObligationRow(
    @Id String id,
    @Version long version,
    String workflowId,
    String kind,
    String target,
    String state,
    String summary,
    String undoJson,
    String metBy,
    String claims,
    String createdAt,
    String deadline,
    String closedBecause,
    @Nullable String closedAt) {}
