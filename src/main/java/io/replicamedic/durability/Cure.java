package io.replicamedic.durability;

import java.util.List;
import java.util.Optional;

/**
 * How a setting gets its safe value in that engine: through the parameter group, or on a plain
 * server by hand.
 *
 * @param wanted empty when no single value closes the finding
 */
record Cure(Setting setting, String wanted, Case it) {

  /** Empty when no value does, or RDS lets nobody change it. */
  List<Remedy> remedies() {
    Optional<Said> said = it.said(setting);
    if (wanted.isEmpty() || said.filter(word -> !word.value().modifiable()).isPresent()) {
      return List.of();
    }
    String variable = it.value(setting) instanceof Value.Is is ? is.variable() : setting.name();
    return List.of(new Remedy(variable, said.map(Said::parameter).orElse(variable), wanted));
  }

  /** In words, for whoever does it by hand. */
  String words() {
    if (wanted.isEmpty()) {
      return "";
    }
    return it.plain() ? byHand() : byGroup();
  }

  private String byHand() {
    String variable = it.value(setting) instanceof Value.Is is ? is.variable() : setting.name();
    String change = variable + "=" + wanted;
    return it.version().filter(version -> version.from(8, 0, 0)).isPresent()
        ? "SET PERSIST "
            + change
            + "; where the server refuses that, put it into its option file"
            + " and restart."
        : "SET GLOBAL "
            + change
            + " and put it into the option file; where the server refuses"
            + " that, restart.";
  }

  private String byGroup() {
    Optional<Said> found = it.said(setting);
    if (found.isEmpty()) {
      return "Set " + setting.name() + "=" + wanted + " in its parameter group.";
    }
    Said said = found.orElseThrow();
    if (!said.value().modifiable()) {
      return "RDS lets nobody change " + said.parameter() + ": ask AWS why it is so.";
    }
    String change = said.parameter() + "=" + wanted;
    if (said.group().isDefault()) {
      return said.group().name()
          + " belongs to AWS: make a group of your own with "
          + change
          + ", let the database use it, and restart.";
    }
    return "Set "
        + change
        + " in "
        + said.group().name()
        + (said.value().dynamic() ? ", in force at once." : ", in force after a restart.");
  }
}
