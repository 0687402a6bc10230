package io.replicamedic.adapter.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** STS gave no credentials for a role, so that nothing was sent as it; read by {@link Calls}. */
final class RoleNotAssumed extends SdkClientException {
  static final String ACTION = "sts:AssumeRole";

  private final String code;

  RoleNotAssumed(String role, SdkException cause) {
    super(
        SdkClientException.builder()
            .message("the role " + role + " cannot be assumed: " + Calls.message(cause))
            .cause(cause));
    this.code = cause instanceof AwsServiceException answered ? Calls.code(answered) : "";
  }

  /** STS's error code; empty when it did not answer. */
  String code() {
    return code;
  }
}
