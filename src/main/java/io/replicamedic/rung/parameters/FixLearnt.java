package io.replicamedic.rung.parameters;

import io.replicamedic.workflow.Key;
import io.replicamedic.workflow.Plan;
import tools.jackson.databind.json.JsonMapper;

/** What a durability fix remembers, and under which names. */
public final class FixLearnt {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What was read before anything was done. */
  public static final Key<ParameterFindings> FINDINGS = key("findings", ParameterFindings.class);

  /** What will be done. */
  public static final Key<Plan> PLAN = key("plan", Plan.class);

  private FixLearnt() {}

  private static <T> Key<T> key(String name, Class<T> type) {
    return new Key<>(name, JSON::writeValueAsString, text -> JSON.readValue(text, type));
  }
}
