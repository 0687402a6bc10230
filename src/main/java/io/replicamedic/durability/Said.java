package io.replicamedic.durability;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the parameter groups of a database say of one setting.
 *
 * @param group whose word counts: an instance's own goes before its cluster's
 * @param parameter the name it has there
 */
record Said(ParameterGroup group, String parameter, ParameterGroup.Value value) {

  /** Of the groups of one database; empty when none of them has that parameter. */
  static Optional<Said> of(Setting setting, List<ParameterGroup> groups) {
    Optional<Said> found = Optional.empty();
    for (ParameterGroup.Scope scope : ParameterGroup.Scope.values()) {
      for (ParameterGroup group : groups) {
        Optional<Said> here = group.scope() == scope ? in(setting, group) : Optional.empty();
        if (here.isPresent() && here.orElseThrow().explicit()) {
          return here;
        }
        found = found.or(() -> here);
      }
    }
    return found;
  }

  private static Optional<Said> in(Setting setting, ParameterGroup group) {
    for (String name : setting.parameters()) {
      ParameterGroup.Value value = group.values().get(name);
      if (value != null) {
        return Optional.of(new Said(group, name, value));
      }
    }
    return Optional.empty();
  }

  /** Whether it names a value, rather than leaving it to the engine. */
  boolean explicit() {
    return value.value().filter(text -> !text.isBlank()).isPresent();
  }

  /**
   * What that comes to on this server, in one spelling for each meaning; empty when it cannot be
   * told: a formula, or a default of an unknown version.
   */
  Optional<String> meaning(Setting setting, Case it) {
    if (!explicit()) {
      return it.version().flatMap(setting.standard()).map(text -> Meaning.of(setting.name(), text));
    }
    String text = value.value().orElseThrow().strip();
    if (text.toLowerCase(Locale.ROOT).equals("{trueifreplica}")) {
      return it.managedReplica().map(is -> is ? "ON" : "OFF");
    }
    return text.contains("{") || text.contains("(")
        ? Optional.empty()
        : Optional.of(Meaning.of(setting.name(), text));
  }

  /** For people: {@code 2}, or {@code engine default}. */
  String words(Setting setting, Case it) {
    return explicit()
        ? value.value().orElseThrow()
        : "engine default" + meaning(setting, it).map(text -> " (" + text + ")").orElse("");
  }
}
