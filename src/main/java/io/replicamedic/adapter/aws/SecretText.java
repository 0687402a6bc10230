package io.replicamedic.adapter.aws;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The password in what Secrets Manager tells; asked by {@link ManagedSecrets}. */
final class SecretText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** As RDS's own secrets have it: {@code {"username": …, "password": …}}. */
  private static final String STANDARD = "password";

  private SecretText() {}

  /**
   * A member of a JSON object; all of it when it is none and no member is asked for.
   *
   * @param key empty = password
   * @throws IllegalArgumentException when there is no such text; says nothing of the secret
   */
  static String value(String secret, String key) {
    Optional<JsonNode> object = object(secret);
    if (secret.isEmpty() || (object.isEmpty() && !key.isEmpty())) {
      throw new IllegalArgumentException("it is " + (secret.isEmpty() ? "no text" : "no object"));
    }
    if (object.isEmpty()) {
      return secret;
    }
    String member = key.isEmpty() ? STANDARD : key;
    JsonNode value = object.get().path(member);
    if (!value.isString()) {
      throw new IllegalArgumentException("it has no text '" + member + "'");
    }
    return value.stringValue();
  }

  private static Optional<JsonNode> object(String secret) {
    try {
      return Optional.of(JSON.readTree(secret)).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
