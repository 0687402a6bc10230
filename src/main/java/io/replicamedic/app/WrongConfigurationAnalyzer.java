package io.replicamedic.app;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong in the configuration instead of a stack trace; asked by Spring Boot. */
final class WrongConfigurationAnalyzer extends AbstractFailureAnalyzer<WrongConfiguration> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, WrongConfiguration wrong) {
    return new FailureAnalysis(
        wrong.getMessage(),
        "change it as said after each ->; java -jar replica-medic.jar --check-configuration looks"
            + " at it without starting anything",
        failure);
  }
}
