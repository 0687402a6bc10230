package io.replicamedic.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.type.LogicalType;

/**
 * The JSON of this API, for bodies, events and problems. Strict on purpose, and not Boot's mapper:
 * a misspelt field of an order must never be silently ignored, and no property may loosen that.
 */
final class Wire {
  /** Requests are some hundred bytes; nobody may make us read more than this. */
  static final int LARGEST_BODY = 64 * 1024;

  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(LARGEST_BODY)
                          .maxNestingDepth(20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .changeDefaultPropertyInclusion(
              by -> by.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  // Stored documents are our own: neither their size nor their depth is anybody's attack.
  private static final JsonMapper STORED = JsonMapper.builder().build();

  private Wire() {}

  /** Stored text as JSON; what is no JSON becomes a JSON string, so that damage stays visible. */
  static JsonNode stored(String text) {
    if (text.isBlank()) {
      return STORED.createObjectNode();
    }
    try {
      return STORED.readTree(text);
    } catch (JacksonException e) {
      return StringNode.valueOf(text);
    }
  }

  /** Stored text as JSON when it is an object or a list; any other text is itself. */
  static JsonNode document(String text) {
    JsonNode node = text.isBlank() ? StringNode.valueOf(text) : stored(text);
    return node.isContainer() ? node : StringNode.valueOf(text);
  }
}
