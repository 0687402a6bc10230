package io.replicamedic.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that a controller refuses by itself; answered as a problem by {@link DomainFaults}. */
final class Refusal extends RuntimeException {
  private final Fault fault;
  private final String detail;
  private final String remedy;
  private final transient Map<String, Object> facts = new LinkedHashMap<>();

  Refusal(Fault fault, String detail, String remedy) {
    super(detail);
    this.fault = fault;
    this.detail = detail;
    this.remedy = remedy;
  }

  Refusal with(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  Problem problem(String instance) {
    Problem problem = Problem.of(fault, detail, remedy, instance);
    for (Map.Entry<String, Object> fact : facts.entrySet()) {
      problem = problem.with(fact.getKey(), fact.getValue());
    }
    return problem;
  }
}
