package io.replicamedic.adapter.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.replicamedic.audit.Standing;
import io.replicamedic.durability.Audit;
import io.replicamedic.durability.Loss;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What of a kept audit is one text in the store; written and read by {@link JdbcAudits}. */
record AuditDocument(Audit audit, List<String> notes, Map<String, Standing> standing) {
  /** The pure room knows no JSON, so how its losses are told apart is said here. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Loss.None.class, name = "none"),
    @JsonSubTypes.Type(value = Loss.AtMost.class, name = "at-most"),
    @JsonSubTypes.Type(value = Loss.AtMostCommits.class, name = "at-most-commits"),
    @JsonSubTypes.Type(value = Loss.Unbounded.class, name = "unbounded"),
    @JsonSubTypes.Type(value = Loss.NotApplicable.class, name = "not-applicable"),
    @JsonSubTypes.Type(value = Loss.Unknown.class, name = "unknown")
  })
  private interface Told {}

  static JsonMapper mapper(JsonMapper json) {
    return json.rebuild().addMixIn(Loss.class, Told.class).build();
  }
}
