package io.replicamedic.isolation;

/** What AWS allows one rule for: a permission in a group; how rules are told apart without ids. */
record EgressPlace(String group, Permission permission) {
  static EgressPlace of(EgressRule rule) {
    return new EgressPlace(rule.group(), rule.permission());
  }
}
