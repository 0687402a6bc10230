package io.replicamedic.app;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How AWS is reached ({@code replica-medic.aws}); credentials come from the SDK's own chain (IRSA,
 * instance profile, …).
 *
 * @param region empty = the SDK's own chain; a database may name another
 * @param role ARN of a role to assume for each call; empty = none; a database may name another
 * @param externalId what that role's trust policy asks for; empty = nothing
 * @param endpoint instead of AWS's own, for laboratories
 * @param timeout for one call, repetitions of a reading included
 * @param watch how often the RDS API is asked in the background about all databases; 0 = only when
 *     it must be known
 */
record AwsSettings(
    @DefaultValue("") @Pattern(regexp = REGION, message = REGION_HELP) String region,
    @DefaultValue("") @Pattern(regexp = ROLE, message = ROLE_HELP) String role,
    @DefaultValue("") @Pattern(regexp = EXTERNAL_ID, message = EXTERNAL_ID_HELP) String externalId,
    @Nullable URI endpoint,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("1m") Duration watch) {
  @AssertTrue(message = "watch must be 0, or 10s to 1h")
  boolean isBearable() {
    return watch.isZero()
        || (watch.compareTo(Duration.ofSeconds(10)) >= 0
            && watch.compareTo(Duration.ofHours(1)) <= 0);
  }

  // A call that outlives its instance's lease arrives beside another's (design.md, Zombies).
  @AssertTrue(message = "timeout must be shorter than 8s, after which an instance counts as dead")
  boolean isShorterThanLease() {
    return timeout.compareTo(LEASE) < 0;
  }

  static final String REGION = "([a-z]{2,}(-[a-z]+)+-[0-9]+)?";
  static final String REGION_HELP = "a region such as eu-west-1, or empty";
  static final String ROLE = "(arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+)?";
  static final String ROLE_HELP =
      "the ARN of an IAM role, arn:aws:iam::123456789012:role/name, or empty for none";
  static final String EXTERNAL_ID = "([A-Za-z0-9_+=,.@:/-]{2,1224})?";
  static final String EXTERNAL_ID_HELP = "2 to 1224 of A-Z a-z 0-9 _ + = , . @ : / -, or empty";

  private static final Duration LEASE = Duration.ofSeconds(8);
}
