package io.replicamedic.app;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the RDS API calls a database, or its source ({@code aws} below it); without it its network
 * is never touched.
 *
 * @param cluster DBClusterIdentifier
 * @param instance DBInstanceIdentifier; not needed for a cluster's writer
 * @param region where it is; replica-medic.aws.region unless said
 * @param role ARN of the role to assume for it; replica-medic.aws.role unless said, empty = none
 * @param externalId what that role's trust policy asks for; replica-medic.aws.external-id unless
 *     said
 */
record IdentitySettings(
    @Nullable String cluster,
    @Nullable String instance,
    @Nullable @Pattern(regexp = AwsSettings.REGION, message = AwsSettings.REGION_HELP)
        String region,
    @Nullable @Pattern(regexp = AwsSettings.ROLE, message = AwsSettings.ROLE_HELP) String role,
    @Nullable @Pattern(regexp = AwsSettings.EXTERNAL_ID, message = AwsSettings.EXTERNAL_ID_HELP)
        String externalId) {
  @AssertTrue(message = "name the cluster or the instance")
  boolean isNamed() {
    return cluster != null || instance != null;
  }
}
