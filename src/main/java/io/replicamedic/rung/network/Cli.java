package io.replicamedic.rung.network;

import io.replicamedic.outside.AwsAccount;
import java.util.List;

/**
 * How a person runs AWS CLI commands where an account is; used by the undo commands of each means.
 */
public record Cli(AwsAccount account) {
  /** What to say before the first command: nothing unless a role is to be assumed. */
  public List<String> preamble() {
    if (!account.hasRole()) {
      return List.of();
    }
    return List.of(
        "# with the credentials of a role, which this gives: aws sts assume-role --role-arn "
            + account.role()
            + " --role-session-name by-hand"
            + (account.externalId().isEmpty() ? "" : " --external-id " + account.externalId()));
  }

  /**
   * The beginning of a command.
   *
   * @param words service and action: {@code ec2 describe-security-groups}
   */
  public String aws(String words) {
    return "aws " + words + (account.region().isEmpty() ? "" : " --region " + account.region());
  }
}
