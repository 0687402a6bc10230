package io.replicamedic.scenario;

import io.replicamedic.lab.Lab;
import io.replicamedic.lab.LabSettings;
import java.util.Map;

/**
 * A state of the lab, what people answer or do meanwhile, and the end that an unstick must reach.
 *
 * @param name for {@code ./demo --scenario}
 * @param about one line for people
 * @param setup brings the lab into the state; it has been read from the replica when it returns
 * @param service properties of the service that differ
 * @param request more fields of the request for the unstick
 * @param answers kind of question → option chosen
 * @param meanwhile what somebody does while the workflow runs
 * @param end state in which it must end
 * @param proof what else must hold then
 */
record Scenario(
    String name,
    String about,
    LabSettings lab,
    Setup setup,
    Map<String, String> service,
    Map<String, Object> request,
    Map<String, String> answers,
    Meanwhile meanwhile,
    String end,
    Proof proof) {

  /** Brings a lab into a state; what it returns is closed with the lab. */
  interface Setup {
    AutoCloseable bring(Lab lab) throws Exception;
  }

  /** Done while the workflow runs. */
  interface Meanwhile {
    void act(Incident incident) throws Exception;
  }

  /** Throws an AssertionError when something does not hold. */
  interface Proof {
    void check(Incident incident) throws Exception;

    default Proof and(Proof other) {
      return incident -> {
        check(incident);
        other.check(incident);
      };
    }
  }

  /** Changes nothing in the lab that would have to be closed. */
  interface Trouble {
    void bring(Lab lab) throws Exception;
  }

  static Scenario of(String name, String about, Trouble trouble, String end, Proof proof) {
    return new Scenario(
        name,
        about,
        LabSettings.ghost(),
        lab -> {
          trouble.bring(lab);
          return () -> {};
        },
        Map.of(),
        Map.of(),
        Map.of(),
        incident -> {},
        end,
        proof);
  }

  Scenario in(LabSettings settings) {
    return new Scenario(
        name, about, settings, setup, service, request, answers, meanwhile, end, proof);
  }

  Scenario proven(Proof other) {
    return new Scenario(name, about, lab, setup, service, request, answers, meanwhile, end, other);
  }

  Scenario from(Setup state) {
    return new Scenario(name, about, lab, state, service, request, answers, meanwhile, end, proof);
  }

  Scenario configured(Map<String, String> properties) {
    return new Scenario(
        name, about, lab, setup, properties, request, answers, meanwhile, end, proof);
  }

  Scenario requesting(Map<String, ?> fields) {
    return new Scenario(
        name, about, lab, setup, service, Map.copyOf(fields), answers, meanwhile, end, proof);
  }

  Scenario answering(Map<String, String> options) {
    return new Scenario(name, about, lab, setup, service, request, options, meanwhile, end, proof);
  }

  Scenario meanwhile(Meanwhile somebody) {
    return new Scenario(name, about, lab, setup, service, request, answers, somebody, end, proof);
  }

  @Override
  public String toString() {
    return name;
  }
}
