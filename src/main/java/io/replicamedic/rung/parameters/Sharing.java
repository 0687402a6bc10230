package io.replicamedic.rung.parameters;

import io.replicamedic.durability.ParameterGroup.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Who else uses a group that is to be changed: what changes for one changes for all.
 *
 * @param others identifiers of the other instances, or clusters
 */
public record Sharing(String group, Scope scope, List<String> others) {
  /** Immutable. */
  public Sharing {
    others = List.copyOf(others);
  }

  /** {@code orders-params is also used by billing, reports}. */
  public String words() {
    return others.isEmpty()
        ? group + " is used by nothing else"
        : group + " is also used by " + String.join(", ", others) + ": it changes for them, too";
  }

  /** Id of the question whether that is meant; another one when others use it. */
  String questionId() {
    UUID shown = UUID.nameUUIDFromBytes(others.toString().getBytes(StandardCharsets.UTF_8));
    return "shared-group:" + group + ":" + shown.toString().substring(0, 8);
  }
}
