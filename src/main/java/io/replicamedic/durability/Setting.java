package io.replicamedic.durability;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One server variable under all the names it has; rules read it through {@link Case}.
 *
 * @param variables in @@GLOBAL, the newest name first
 * @param parameters in parameter groups, where AWS has kept some options' dashes
 * @param standard MySQL's own default in that version: what a group means that says nothing; empty
 *     where it cannot be told
 */
record Setting(
    List<String> variables, List<String> parameters, Function<Version, Optional<String>> standard) {

  /** A variable with one name, and the same default ever since 5.7. */
  static Setting of(String name, String standard) {
    return new Setting(List.of(name), List.of(name), version -> Optional.of(standard));
  }

  /** Its newest name, for people. */
  String name() {
    return variables.getFirst();
  }

  /** Further names: the old one in @@GLOBAL, or a group's own spelling. */
  Setting also(List<String> olderVariables, List<String> otherParameters) {
    return new Setting(
        join(variables, olderVariables),
        join(join(parameters, olderVariables), otherParameters),
        standard);
  }

  /** A default that has changed since. */
  Setting standing(Function<Version, Optional<String>> byVersion) {
    return new Setting(variables, parameters, byVersion);
  }

  private static List<String> join(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
