package io.replicamedic.isolation;

import java.util.List;
import java.util.Set;

/** One call that a cut or its restoration still needs; decided from what was read back. */
public sealed interface Step {
  /** The group that it changes. */
  String group();

  /** Authorise narrower permissions, marked with the obligation. */
  record AddNarrower(String group, List<Permission> permissions) implements Step {}

  /** Revoke original rules by id; in a restoration this burns the ids (design.md, Zombies 4). */
  record RevokeOriginals(String group, List<String> ruleIds) implements Step {
    /** The same, of these rules only. */
    public RevokeOriginals only(Set<String> ids) {
      return new RevokeOriginals(group, ruleIds.stream().filter(ids::contains).toList());
    }
  }

  /** Authorise an original again, with its description and tags; it gets a new id. */
  record GiveBack(EgressRule original) implements Step {
    @Override
    public String group() {
      return original.group();
    }
  }

  /** Revoke rules of ours by id. */
  record RemoveNarrower(String group, List<String> ruleIds) implements Step {}
}
