package io.replicamedic.outside;

/**
 * As whom and where AWS is asked about a database: a region, and the role to assume for it. Part of
 * what obligations record, so that a cut can be undone whatever becomes of the registration; never
 * credentials.
 *
 * <p>Ids of groups, interfaces and ACLs are unique within a region only. They are drawn at random
 * from so many that no two are alike in practice, and a claim on an id that is taken elsewhere
 * would only make somebody wait; so claims name the id alone, as they always did.
 *
 * @param region {@code eu-central-1}; empty for what the SDK's own chain finds
 * @param role ARN of the IAM role to assume by STS; empty for the SDK's own credentials
 * @param externalId what the role's trust policy asks for, which AWS does not treat as a secret;
 *     empty for none
 */
public record AwsAccount(String region, String role, String externalId) {
  /** The region and the credentials that the SDK finds by itself. */
  public static final AwsAccount OWN = new AwsAccount("", "", "");

  /** Whether a role is to be assumed. */
  public boolean hasRole() {
    return !role.isEmpty();
  }

  /** The same, asked in that region. */
  public AwsAccount in(String named) {
    return new AwsAccount(named, role, externalId);
  }

  /** {@code eu-west-1 as arn:aws:iam::123456789012:role/replica-medic}. */
  @Override
  public String toString() {
    return (region.isEmpty() ? "the region that the SDK finds" : region)
        + (hasRole() ? " as " + role : " with our own credentials");
  }
}
