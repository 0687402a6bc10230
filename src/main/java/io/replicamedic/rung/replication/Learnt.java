package io.replicamedic.rung.replication;

import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.RestorePoint;
import io.replicamedic.workflow.Key;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Plan;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** What an unstick workflow remembers, and under which names. */
public final class Learnt {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(gtidSetsAsText()).build();

  /** What is wrong, as diagnosed. */
  public static final Key<Diagnosis> DIAGNOSIS = key("diagnosis", Diagnosis.class);

  /** Everything that a reset destroys. */
  public static final Key<RestorePoint> RESTORE_POINT = key("restore-point", RestorePoint.class);

  /** The pre-flight checks. */
  public static final Key<PreflightReport> PREFLIGHT = key("preflight", PreflightReport.class);

  /** The transaction that stops the applier. */
  public static final Key<Conflict> CONFLICT = key("conflict", Conflict.class);

  /** That transaction, compared row by row. */
  public static final Key<ConflictReport> CONFLICT_REPORT =
      key("conflict-report", ConflictReport.class);

  /** What will be done. */
  public static final Key<Plan> PLAN = key("plan", Plan.class);

  private Learnt() {}

  /** What an examination teaches, apart from the plan. */
  public static Memory of(Findings findings) {
    Memory learnt =
        Memory.EMPTY.with(DIAGNOSIS, findings.diagnosis()).with(PREFLIGHT, findings.preflight());
    if (findings.restorePoint().isPresent()) {
      learnt = learnt.with(RESTORE_POINT, findings.restorePoint().get());
    }
    return findings.conflict().isPresent()
        ? learnt
            .with(CONFLICT, findings.conflict().get().conflict())
            .with(CONFLICT_REPORT, findings.conflict().get())
        : learnt;
  }

  /** Writes a value of ours as JSON, for undo documents. */
  static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  /** Reads it back. */
  static <T> T parse(String text, Class<T> type) {
    return JSON.readValue(text, type);
  }

  private static <T> Key<T> key(String name, Class<T> type) {
    return new Key<>(name, Learnt::json, text -> parse(text, type));
  }

  private static SimpleModule gtidSetsAsText() {
    return new SimpleModule("gtid-sets")
        .addSerializer(
            GtidSet.class,
            new ValueSerializer<GtidSet>() {
              @Override
              public void serialize(
                  GtidSet value, JsonGenerator generator, SerializationContext context) {
                generator.writeString(value.toString());
              }
            })
        .addDeserializer(
            GtidSet.class,
            new ValueDeserializer<GtidSet>() {
              @Override
              public GtidSet deserialize(JsonParser parser, DeserializationContext context) {
                return GtidSet.parse(parser.getString());
              }
            });
  }
}
