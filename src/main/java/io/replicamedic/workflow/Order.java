package io.replicamedic.workflow;

import java.util.Map;

/**
 * What somebody asked for: the request of one workflow.
 *
 * @param playbook name of the playbook: unstick
 * @param target registered database's id
 * @param actor name of the caller's key
 * @param reason why, in the caller's words
 * @param ticket the caller's reference; may be empty
 * @param parameters the playbook's own, as text
 */
public record Order(
    String playbook,
    String target,
    String actor,
    String reason,
    String ticket,
    Map<String, String> parameters) {}
