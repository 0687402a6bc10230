package io.replicamedic.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Says in the API document which members are always there: every component of a view that is
 * neither Optional nor Nullable. Client generators need it; used by {@link ApiDocument}.
 */
final class RequiredMembers implements OpenApiCustomizer {
  private static final List<Class<? extends Record>> SPOKEN =
      List.of(
          DatabasesView.class,
          ReplicasView.class,
          StatusView.class,
          HistoryView.class,
          LatchesView.class,
          AcknowledgeRequest.class,
          DowntimeView.class,
          DowntimeRequest.class,
          DurabilityAuditView.class,
          DurabilityHistoryView.class,
          DurabilityDifferenceView.class,
          DurabilityAuditRequest.class,
          DurabilityAuditsView.class,
          SuppressionsView.class,
          SuppressionRequest.class,
          PlanView.class,
          WorkflowsView.class,
          EvidenceView.class,
          JournalPage.class,
          ObligationsView.class,
          VerificationView.class,
          UnstickRequest.class,
          ChoiceRequest.class,
          CancelRequest.class,
          Problem.class);

  @Override
  public void customise(OpenAPI document) {
    Map<String, Class<?>> records = new LinkedHashMap<>();
    SPOKEN.forEach(type -> collect(type, records));
    Map<?, ?> schemas = document.getComponents().getSchemas();
    records.forEach(
        (name, type) -> {
          if (schemas.get(name) instanceof Schema<?> schema) {
            schema.setRequired(required(type, schema));
          }
        });
  }

  private static List<String> required(Class<?> type, Schema<?> schema) {
    return Arrays.stream(type.getRecordComponents())
        .filter(it -> it.getType() != Optional.class)
        .filter(it -> !it.getAnnotatedType().isAnnotationPresent(Nullable.class))
        .map(RecordComponent::getName)
        .filter(name -> schema.getProperties().containsKey(name))
        .toList();
  }

  private static void collect(Type type, Map<String, Class<?>> into) {
    switch (type) {
      case ParameterizedType generic -> {
        for (Type each : generic.getActualTypeArguments()) {
          collect(each, into);
        }
      }
      case Class<?> plain when plain.isRecord() && !into.containsValue(plain) -> {
        into.put(plain.getSimpleName(), plain);
        for (RecordComponent each : plain.getRecordComponents()) {
          collect(each.getGenericType(), into);
        }
      }
      default -> {}
    }
  }
}
