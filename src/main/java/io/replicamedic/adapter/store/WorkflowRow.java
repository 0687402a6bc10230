package io.replicamedic.adapter.store;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/** A workflow as a row; the version column is what makes a commit fail when it was overtaken. */
@Table("workflow")
record WorkflowRow(
    @Id String id,
    @Version long version,
    long epoch,
    String state,
    String playbook,
    String target,
    String actor,
    String orderJson,
    String progress,
    String phaseName,
    String summary,
    String createdAt,
    String updatedAt,
    @Nullable String endedAt) {}
