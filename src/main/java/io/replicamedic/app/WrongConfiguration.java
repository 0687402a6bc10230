package io.replicamedic.app;

import io.replicamedic.fleet.ConfigurationProblem;
import java.util.List;
import java.util.stream.Collectors;

/** What concerns the whole service is wrong: it does not start. */
final class WrongConfiguration extends RuntimeException {
  WrongConfiguration(List<ConfigurationProblem> problems) {
    super(
        problems.stream()
            .map(ConfigurationProblem::toString)
            .collect(Collectors.joining("\n", "The configuration is wrong:\n", "")));
  }
}
