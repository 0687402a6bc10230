package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** All that is known of one workflow, for whoever takes over and for the review afterwards. */
record EvidenceView(
    WorkflowView workflow,
    @Schema(
            implementation = Object.class,
            description = "what the workflow learnt, by name: restore point, plan, rows saved, …")
        Map<String, JsonNode> memory,
    @Schema(description = "all that it ever owed") List<ObligationView> obligations,
    List<JournalRow> journal,
    VerificationView.StreamView verification) {}
