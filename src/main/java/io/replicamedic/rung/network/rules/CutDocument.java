package io.replicamedic.rung.network.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.replicamedic.isolation.CutState;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.rung.network.UndoJson;
import java.util.Optional;
import java.util.Set;

/**
 * The undo document of a cut of security group rules.
 *
 * @param around all groups on the database's interfaces; what may let the source through
 * @param account where the groups are; empty in records from before databases had one each
 */
record CutDocument(
    @JsonProperty(UndoJson.LOCATED) CutState state,
    Set<String> around,
    Optional<AwsAccount> account) {
  CutDocument {
    around = Set.copyOf(around);
  }

  static CutDocument read(Obligation obligation) {
    return parse(obligation.undo());
  }

  /** Reads older documents, too: these knew no account, and the first ones the state only. */
  static CutDocument parse(String json) {
    if (UndoJson.has(json, UndoJson.LOCATED)) {
      return UndoJson.read(json, CutDocument.class);
    }
    if (UndoJson.has(json, "state")) {
      Unlocated read = UndoJson.read(json, Unlocated.class);
      return new CutDocument(read.state(), read.around(), Optional.empty());
    }
    CutState state = UndoJson.read(json, CutState.class);
    return new CutDocument(state, state.groups(), Optional.empty());
  }

  private record Unlocated(CutState state, Set<String> around) {}

  String write() {
    return UndoJson.write(this);
  }

  CutDocument in(CutState next) {
    return new CutDocument(next, around, account);
  }

  /** Where it is undone. */
  AwsServices there(AwsAccounts aws) {
    return account.map(aws::of).orElseGet(aws::standard);
  }
}
