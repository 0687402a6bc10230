package io.replicamedic.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An IAM policy of plain Allow statements, as strict as AWS's evaluation where the two differ; what
 * it does not understand it refuses to read. Used by {@link MinimalPolicyTest}.
 */
record IamPolicy(List<Statement> statements) {
  private static final Set<String> UNDERSTOOD =
      Set.of("Sid", "Effect", "Action", "Resource", "Condition");

  /** What a call needs to be allowed: one of these for each resource that it touches. */
  record Asked(String action, String resource, Map<String, String> context) {
    static Asked of(String action, String resource) {
      return new Asked(action, resource, Map.of());
    }
  }

  /** An Allow statement; {@code equal} must all be in the context. */
  record Statement(Set<String> actions, List<String> resources, Map<String, String> equal) {
    boolean allows(Asked asked) {
      return actions.contains(asked.action())
          && resources.stream().anyMatch(pattern -> matches(pattern, asked.resource()))
          && asked.context().entrySet().containsAll(equal.entrySet());
    }

    private static boolean matches(String pattern, String resource) {
      String regex =
          Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
      return resource.matches(regex);
    }
  }

  static IamPolicy parse(String json) {
    JsonNode policy = JsonMapper.shared().readTree(json);
    return new IamPolicy(
        policy.path("Statement").values().stream().map(IamPolicy::statement).toList());
  }

  boolean allows(Asked asked) {
    return statements.stream().anyMatch(statement -> statement.allows(asked));
  }

  /** Every action that it names; one with an asterisk is no call's, and so is found out. */
  Set<String> actions() {
    return statements.stream()
        .flatMap(statement -> statement.actions().stream())
        .collect(Collectors.toSet());
  }

  private static Statement statement(JsonNode json) {
    if (!UNDERSTOOD.containsAll(json.propertyNames())
        || !json.path("Effect").asString().equals("Allow")) {
      throw new IllegalArgumentException("not understood: " + json);
    }
    JsonNode conditions = json.path("Condition");
    if (!Set.of("StringEquals").containsAll(conditions.propertyNames())) {
      throw new IllegalArgumentException("not understood: " + conditions);
    }
    return new Statement(
        Set.copyOf(texts(json.path("Action"))),
        texts(json.path("Resource")),
        conditions.path("StringEquals").properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().asString())));
  }

  private static List<String> texts(JsonNode json) {
    return json.isArray()
        ? json.values().stream().map(JsonNode::asString).toList()
        : List.of(json.asString());
  }
}
