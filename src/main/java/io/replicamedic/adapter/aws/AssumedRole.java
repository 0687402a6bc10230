package io.replicamedic.adapter.aws;

import io.replicamedic.outside.AwsAccount;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * Credentials of a role, kept until they are about to expire (an hour, of which the SDK renews them
 * in the last five minutes); used by {@link AccountServices}.
 */
final class AssumedRole implements AwsCredentialsProvider, AutoCloseable {
  private final String role;
  private final StsClient sts;
  private final StsAssumeRoleCredentialsProvider provider;

  /**
   * Asks nothing yet.
   *
   * @param sts closed with this
   * @param session how CloudTrail names the caller
   */
  AssumedRole(AwsAccount account, StsClient sts, String session) {
    this.role = account.role();
    this.sts = sts;
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder().roleArn(role).roleSessionName(session);
    if (!account.externalId().isEmpty()) {
      request.externalId(account.externalId());
    }
    this.provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(request.build())
            .build();
  }

  /**
   * Kept ones, or new ones.
   *
   * @throws RoleNotAssumed when STS gives none
   */
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (SdkException e) {
      throw new RoleNotAssumed(role, e);
    }
  }

  @Override
  public void close() {
    provider.close();
    sts.close();
  }
}
