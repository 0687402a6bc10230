package io.replicamedic.rung.network.acl;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.replicamedic.isolation.DenialState;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.rung.network.UndoJson;
import java.util.Optional;

/**
 * The undo document of a cut by network ACL.
 *
 * @param account where the ACLs are; empty in records from before databases had one each
 */
record AclDocument(
    @JsonProperty(UndoJson.LOCATED) DenialState state, Optional<AwsAccount> account) {
  static AclDocument read(Obligation obligation) {
    return parse(obligation.undo());
  }

  /** Reads older documents, too: these knew the state only. */
  static AclDocument parse(String json) {
    return UndoJson.has(json, UndoJson.LOCATED)
        ? UndoJson.read(json, AclDocument.class)
        : new AclDocument(UndoJson.read(json, DenialState.class), Optional.empty());
  }

  String write() {
    return UndoJson.write(this);
  }

  AclDocument in(DenialState next) {
    return new AclDocument(next, account);
  }

  /** Where it is undone. */
  AwsServices there(AwsAccounts aws) {
    return account.map(aws::of).orElseGet(aws::standard);
  }
}
