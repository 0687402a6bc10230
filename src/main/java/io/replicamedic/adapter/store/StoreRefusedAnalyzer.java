package io.replicamedic.adapter.store;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why a store was refused instead of showing a stack trace; asked by Spring Boot. */
final class StoreRefusedAnalyzer extends AbstractFailureAnalyzer<StoreRefused> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, StoreRefused refused) {
    return new FailureAnalysis(refused.getMessage(), refused.remedy(), failure);
  }
}
