package io.replicamedic.durability;

import java.util.List;

/**
 * The one setting that closes a finding in that engine and role; the fix-durability playbook plans
 * by it, and reads its goal with {@link #reached}. A finding has none when no single value closes
 * it: gtid_mode goes in steps, a standby is no parameter.
 *
 * @param variable as that server names it in @@GLOBAL: {@code log_slave_updates} on an old one
 * @param parameter as its parameter groups name it: {@code gtid-mode} for {@code gtid_mode}; on a
 *     plain server the option's name
 * @param wanted the safe value, as a parameter group writes it: {@code 1}, {@code ROW}
 */
public record Remedy(String variable, String parameter, String wanted) {
  /** Whether that value, of @@GLOBAL or of a group, means the wanted one: {@code ON} is 1. */
  public boolean reached(String value) {
    return Meaning.same(variable, value, wanted);
  }

  /** What a fix of all these findings would set, the worst first, each parameter once. */
  public static List<Remedy> of(List<Finding> findings) {
    return findings.stream().flatMap(finding -> finding.remedies().stream()).distinct().toList();
  }
}
