package io.replicamedic.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The playbooks that this version knows, by name. */
public final class Playbooks {
  private final Map<String, Playbook<?>> byName;

  /** Handed over by the wiring. */
  public Playbooks(List<Playbook<?>> all) {
    byName =
        all.stream()
            .flatMap(each -> each.names().stream().map(name -> Map.entry(name, each)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The playbook of that name, if this version has one. */
  public Optional<Playbook<?>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The playbook of that name.
   *
   * @throws IllegalArgumentException when this version has none
   */
  public Playbook<?> named(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  /** Words for people. */
  static String unknown(String name) {
    return "no playbook named " + name + " in this version";
  }
}
