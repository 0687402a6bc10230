package io.replicamedic.workflow;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The playbooks that this version knows, by name. */
public final class Playbooks {
  private final Map<String, Playbook<?>> byName;

  /** Handed over by the wiring. */
  public Playbooks(List<Playbook<?>> all) {
    byName =
        all.stream().collect(Collectors.toUnmodifiableMap(Playbook::name, Function.identity()));
  }

  /**
   * The playbook of that name.
   *
   * @throws IllegalArgumentException when this version has none
   */
  public Playbook<?> named(String name) {
    Playbook<?> playbook = byName.get(name);
    if (playbook == null) {
      throw new IllegalArgumentException("no playbook named " + name + " in this version");
    }
    return playbook;
  }
}
