package io.replicamedic.isolation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One egress rule of a security group, whole: all that is needed to give it back.
 *
 * @param id {@code sgr-…}; AWS never gives one twice
 * @param group {@code sg-…}
 * @param description empty when it has none
 */
public record EgressRule(
    String id, String group, Permission permission, String description, Map<String, String> tags) {
  /** Immutable; tags in the order of their keys, so that the same rule reads the same. */
  public EgressRule {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** Whether it says the same as another, whatever their ids. */
  public boolean sameContent(EgressRule other) {
    return group.equals(other.group)
        && permission.equals(other.permission)
        && description.equals(other.description)
        && tags.equals(other.tags);
  }

  /** {@code sgr-1 all to 0.0.0.0/0 "out"}. */
  @Override
  public String toString() {
    String quoted = description.isEmpty() ? "" : " \"" + description + "\"";
    return id + " " + permission + quoted + (tags.isEmpty() ? "" : " " + tags);
  }
}
