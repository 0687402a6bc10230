package io.replicamedic.isolation;

import java.util.List;
import java.util.Set;

/**
 * The groups that a database has, as far as swapping them needs to know; read before it is planned.
 *
 * @param list as RDS names them
 * @param onInterfaces as its interfaces have them, one set for each interface
 * @param egress all egress rules of all of them
 * @param ingress what all inbound rules of those that let the source through allow
 * @param referring groups with a rule that refers to one of those
 * @param shared other interfaces that have one of those
 */
public record Worn(
    String vpc,
    List<String> list,
    List<Set<String>> onInterfaces,
    List<EgressRule> egress,
    Set<Permission> ingress,
    List<String> referring,
    List<String> shared) {
  /** Immutable. */
  public Worn {
    list = List.copyOf(list);
    onInterfaces = List.copyOf(onInterfaces);
    egress = List.copyOf(egress);
    ingress = Set.copyOf(ingress);
    referring = List.copyOf(referring);
    shared = List.copyOf(shared);
  }
}
