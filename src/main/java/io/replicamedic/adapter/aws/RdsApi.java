package io.replicamedic.adapter.aws;

import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFleet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/** The RDS API through the SDK; what its answers mean is said by {@link Told}. */
final class RdsApi implements RdsFleet {
  private final RdsNamed named;
  private final Supplier<RdsClient> writer;
  private final Clock clock;

  RdsApi(Supplier<RdsClient> reader, Supplier<RdsClient> writer, Clock clock) {
    this.named = new RdsNamed(reader);
    this.writer = writer;
    this.clock = clock;
  }

  @Override
  public RdsFacts facts(AwsIdentity identity) {
    return database(identity).facts();
  }

  @Override
  public RdsDatabase database(AwsIdentity identity) {
    Instant now = clock.instant(); // before the question: never younger than what it tells
    RdsNamed.Found found = named.find(identity);
    return RdsPages.database(
        found.instance(),
        found
            .cluster()
            .map(cluster -> Told.facts(found.instance(), cluster, now))
            .orElseGet(() -> Told.facts(found.instance(), now)),
        found.cluster());
  }

  @Override
  public List<RdsFacts.Membership> groups(AwsIdentity owner) {
    return Told.groups(
        owner.cluster().isPresent()
            ? named.cluster(owner.cluster().get()).vpcSecurityGroups()
            : named.instance(owner.instance().orElseThrow()).vpcSecurityGroups());
  }

  /**
   * Without ApplyImmediately: groups are changed at once all the same, and it would also apply
   * whatever else waits for the maintenance window.
   */
  @Override
  public ApiAnswer setGroups(AwsIdentity owner, List<String> groups, Instant decidedAt) {
    if (groups.isEmpty()) { // an empty list is not sent, and so would change nothing
      throw new IllegalArgumentException("no group for " + owner);
    }
    AwsRequestOverrideConfiguration signed = SignedAsOf.rds(decidedAt);
    if (owner.cluster().isEmpty()) {
      ModifyDbInstanceRequest request =
          ModifyDbInstanceRequest.builder()
              .dbInstanceIdentifier(owner.instance().orElseThrow())
              .vpcSecurityGroupIds(groups)
              .overrideConfiguration(signed)
              .build();
      return Calls.write(
          () -> writer.get().modifyDBInstance(request).responseMetadata().requestId());
    }
    ModifyDbClusterRequest request =
        ModifyDbClusterRequest.builder()
            .dbClusterIdentifier(owner.cluster().get())
            .vpcSecurityGroupIds(groups)
            .overrideConfiguration(signed)
            .build();
    return Calls.write(() -> writer.get().modifyDBCluster(request).responseMetadata().requestId());
  }
}
