package io.replicamedic.app;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says where a file is no YAML, and shows nothing of it, as its lines may hold secrets; asked by
 * Spring Boot.
 */
final class YamlAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, MarkedYAMLException wrong) {
    return new FailureAnalysis(
        YamlFiles.wrong() + line(wrong.getProblemMark()) + " is no YAML: " + wrong.getProblem(),
        "correct that line; indentation is by spaces, and a value with ': ' or ' #' in it needs"
            + " quotes",
        failure);
  }

  private static String line(@Nullable Mark mark) {
    return mark == null ? "" : ":" + (mark.getLine() + 1);
  }
}
