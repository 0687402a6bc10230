package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** The endpoint's RDS is RDS as far as AWS's own SDK can tell. */
class AwsEndpointRdsTest {
  private final AwsEndpoint aws = AwsEndpoint.start();
  private final List<String> groups = List.of(aws.group("sg default"));
  private final RdsClient rds =
      RdsClient.builder()
          .endpointOverride(aws.uri())
          .region(Region.of(CloudReader.REGION))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
          .httpClientBuilder(Apache5HttpClient.builder())
          .overrideConfiguration(it -> it.retryStrategy(DefaultRetryStrategy.doNotRetry()))
          .build();

  @AfterEach
  void end() {
    rds.close();
    aws.close();
  }

  @Test
  void a_cluster_has_one_writer_and_its_members_are_instances() {
    aws.cluster("orders", "orders-1", "orders-2", groups);
    DBCluster cluster = cluster();
    assertThat(cluster.dbClusterMembers())
        .extracting(it -> it.dbInstanceIdentifier() + " " + it.isClusterWriter())
        .containsExactly("orders-1 true", "orders-2 false");
    assertThat(cluster.vpcSecurityGroups().getFirst().vpcSecurityGroupId())
        .isEqualTo(groups.getFirst());
    assertThat(cluster.endpoint()).startsWith("orders.cluster-");
    assertThat(instance("orders-2").dbClusterIdentifier()).isEqualTo("orders");
    aws.failOver("orders");
    assertThat(cluster().dbClusterMembers())
        .extracting(it -> it.dbInstanceIdentifier() + " " + it.isClusterWriter())
        .containsExactly("orders-1 false", "orders-2 true");
  }

  @Test
  void a_managed_replica_tells_its_source_and_its_state() {
    aws.instance("orders-src", groups);
    aws.readReplica("orders-rr", "orders-src", groups);
    assertThat(instance("orders-rr").readReplicaSourceDBInstanceIdentifier())
        .isEqualTo("orders-src");
    assertThat(instance("orders-src").readReplicaDBInstanceIdentifiers())
        .containsExactly("orders-rr");
    assertThat(instance("orders-src").statusInfos()).isEmpty();
    aws.scriptStatusInfos(
        "orders-rr",
        List.of(new AwsEndpoint.StatusInfo("read replication", false, "error", "1062 <dup>")));
    DBInstanceStatusInfo info = instance("orders-rr").statusInfos().getFirst();
    assertThat(info.statusType()).isEqualTo("read replication");
    assertThat(info.normal()).isFalse();
    assertThat(info.status()).isEqualTo("error");
    assertThat(info.message()).isEqualTo("1062 <dup>");
  }

  @Test
  void instances_come_in_pages_with_availability_endpoint_and_memberships() {
    for (String id : List.of("a", "b", "c", "d", "e")) {
      aws.instance(id, groups);
    }
    aws.multiAz("b");
    aws.membershipStatus("c", groups.getFirst(), "removing");
    assertThat(rds.describeDBInstances().dbInstances()).hasSize(Page.RDS_ITEMS);
    assertThat(rds.describeDBInstancesPaginator().dbInstances())
        .extracting(DBInstance::dbInstanceIdentifier)
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(instance("a").multiAZ()).isFalse();
    assertThat(instance("b").multiAZ()).isTrue();
    assertThat(instance("a").endpoint().address()).startsWith("a.");
    assertThat(instance("a").endpoint().port()).isEqualTo(3306);
    assertThat(instance("c").vpcSecurityGroups())
        .containsExactly(
            VpcSecurityGroupMembership.builder()
                .vpcSecurityGroupId(groups.getFirst())
                .status("removing")
                .build());
  }

  @Test
  void events_are_told_of_the_last_hour_unless_asked_otherwise() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    aws.scriptEvent(event(now.minus(Duration.ofHours(3)), "long ago"));
    aws.scriptEvent(event(now.minusSeconds(2), "the last"));
    aws.scriptEvent(event(now.minusSeconds(1), "but one"));
    aws.scriptEvent(event(now, "just now"));
    assertThat(rds.describeEventsPaginator().events())
        .extracting(Event::message)
        .containsExactly("the last", "but one", "just now");
    assertThat(rds.describeEventsPaginator(it -> it.duration(300)).events()).hasSize(4);
    assertThat(rds.describeEventsPaginator(it -> it.startTime(now.minusSeconds(20000))).events())
        .hasSize(4);
    Event event =
        rds.describeEvents(it -> it.sourceIdentifier("orders-1").sourceType(SourceType.DB_INSTANCE))
            .events()
            .getFirst();
    assertThat(event.date()).isEqualTo(now.minusSeconds(2));
    assertThat(event.eventCategories()).containsExactly("failover");
    assertThat(
            rds.describeEvents(
                    it -> it.sourceIdentifier("orders-2").sourceType(SourceType.DB_INSTANCE))
                .events())
        .isEmpty();
  }

  @Test
  void what_is_not_there_is_named_as_aws_does() {
    assertThatThrownBy(() -> instance("nobody"))
        .isInstanceOf(DbInstanceNotFoundException.class)
        .satisfies(it -> assertThat(((RdsException) it).statusCode()).isEqualTo(404));
    assertThatThrownBy(this::cluster).isInstanceOf(DbClusterNotFoundException.class);
  }

  @Test
  void reading_the_fleet_can_be_throttled_and_denied() {
    aws.next("DescribeDBInstances").throttle();
    aws.next("DescribeDBInstances").deny();
    assertThatThrownBy(rds::describeDBInstances)
        .satisfies(it -> assertThat(((RdsException) it).isThrottlingException()).isTrue());
    assertThatThrownBy(rds::describeDBInstances)
        .satisfies(
            it ->
                assertThat(((RdsException) it).awsErrorDetails().errorCode())
                    .isEqualTo("AccessDenied"));
    assertThat(rds.describeDBInstances().dbInstances()).isEmpty();
  }

  private DBInstance instance(String id) {
    return rds.describeDBInstances(it -> it.dbInstanceIdentifier(id)).dbInstances().getFirst();
  }

  private DBCluster cluster() {
    return rds.describeDBClusters(it -> it.dbClusterIdentifier("orders")).dbClusters().getFirst();
  }

  private static AwsEndpoint.Event event(Instant at, String message) {
    return new AwsEndpoint.Event("orders-1", "db-instance", at, List.of("failover"), message);
  }
}
