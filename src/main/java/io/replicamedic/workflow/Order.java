package io.replicamedic.workflow;

import java.util.Map;
import java.util.Objects;

/**
 * What somebody asked for: the request of one workflow.
 *
 * @param playbook name of the playbook: unstick; as stored, perhaps with an edition behind it:
 *     {@code unstick@2}
 * @param target registered database's id
 * @param actor name of the caller's key
 * @param reason why, in the caller's words
 * @param ticket the caller's reference; may be empty
 * @param parameters the playbook's own, as text
 */
public record Order(
    String playbook,
    String target,
    String actor,
    String reason,
    String ticket,
    Map<String, String> parameters) {
  /** Whole: a stored document that lacks a part is damaged, and is told so when it is read. */
  public Order {
    Objects.requireNonNull(playbook, "no playbook");
    Objects.requireNonNull(target, "no target");
    Objects.requireNonNull(actor, "no actor");
    Objects.requireNonNull(reason, "no reason");
    Objects.requireNonNull(ticket, "no ticket");
    Objects.requireNonNull(parameters, "no parameters");
  }

  /** The playbook's name for people, whatever edition of it the order needs. */
  public String playbookName() {
    int edition = playbook.indexOf('@');
    return edition < 0 ? playbook : playbook.substring(0, edition);
  }

  /** The same order under another of its playbook's names. */
  Order under(String name) {
    return new Order(name, target, actor, reason, ticket, parameters);
  }

  /** Whether both ask for the same; the edition is ours, not the caller's. */
  public boolean asks(Order other) {
    return under(playbookName()).equals(other.under(other.playbookName()));
  }
}
