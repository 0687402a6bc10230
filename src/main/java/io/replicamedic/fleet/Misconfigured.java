package io.replicamedic.fleet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A configured database that is set aside because something is wrong with it: never connected to,
 * never touched, and told as that. Made by the app, kept by the {@link Registry}.
 *
 * @param place {@code replica-medic.databases[3]}
 * @param id what it would be called; empty when it says none that could be used
 */
public record Misconfigured(
    String place, Optional<String> id, List<ConfigurationProblem> problems) {
  /** Immutable. */
  public Misconfigured {
    problems = List.copyOf(problems);
  }

  /** Its id, or the place where it stands. */
  public String name() {
    return id.map(it -> "database '" + it + "'").orElse("the database at " + place);
  }

  /** All on one line. */
  @Override
  public String toString() {
    return name()
        + " is set aside: "
        + problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining("; "));
  }
}
