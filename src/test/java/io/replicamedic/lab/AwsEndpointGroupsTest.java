package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterResponse;
import software.amazon.awssdk.services.rds.model.RdsException;

/** A database's groups change at the endpoint as they do in RDS: accepted now, in force later. */
class AwsEndpointGroupsTest {
  private final AwsEndpoint aws = AwsEndpoint.start();
  private final String a = aws.group("a");
  private final String b = aws.group("b");
  private final String c = aws.group("c");
  private final String eni =
      aws.networkInterface(
          "RDSNetworkInterface", aws.subnet(), List.of("10.0.0.10", "2001:db8::10"), List.of(a));
  private final RdsClient rds =
      RdsClient.builder()
          .endpointOverride(aws.uri())
          .region(Region.of(CloudReader.REGION))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
          .httpClientBuilder(Apache5HttpClient.builder())
          .overrideConfiguration(it -> it.retryStrategy(DefaultRetryStrategy.doNotRetry()))
          .build();

  AwsEndpointGroupsTest() {
    aws.cluster("orders", "orders-1", "orders-2", List.of(a));
    aws.attach(eni, "orders-1");
  }

  @AfterEach
  void end() {
    rds.close();
    aws.close();
  }

  @Test
  void a_change_is_told_as_under_way_until_it_is_in_force() {
    aws.appliesAfter(Duration.ofHours(1));
    ModifyDbClusterResponse accepted = modify(a, b);
    assertThat(accepted.dbCluster().vpcSecurityGroups())
        .extracting(it -> it.vpcSecurityGroupId() + " " + it.status())
        .containsExactly(a + " active", b + " adding");
    assertThat(aws.memberships("orders-2")).containsOnly(entry(a, "active"), entry(b, "adding"));
    assertThat(aws.groupsOf(eni)).containsExactly(a);
    aws.applyChanges();
    assertThat(aws.memberships("orders-1")).containsOnly(entry(a, "active"), entry(b, "active"));
    assertThat(aws.groupsOf(eni)).containsExactly(a, b);
  }

  @Test
  void a_change_comes_into_force_by_itself() {
    modify(b);
    Await.until(
        "the interface has b", Duration.ofSeconds(10), () -> aws.groupsOf(eni).equals(List.of(b)));
    assertThat(aws.memberships("orders-1")).containsOnly(entry(b, "active"));
  }

  @Test
  void of_two_changes_the_last_one_wins() {
    aws.appliesAfter(Duration.ofHours(1));
    modify(b);
    modify(c);
    assertThat(aws.memberships("orders-1")).containsOnly(entry(a, "removing"), entry(c, "adding"));
    aws.applyChanges();
    assertThat(aws.groupsOf(eni)).containsExactly(c);
    aws.applyChanges();
    assertThat(aws.groupsOf(eni)).containsExactly(c);
  }

  @Test
  void a_change_back_before_the_first_was_in_force_leaves_all_as_it_was() {
    aws.appliesAfter(Duration.ofHours(1));
    modify(b);
    modify(a);
    assertThat(aws.memberships("orders-1")).containsOnly(entry(a, "active"));
    aws.applyChanges();
    assertThat(aws.groupsOf(eni)).containsExactly(a);
  }

  @Test
  void a_group_that_a_database_is_about_to_get_cannot_be_deleted() {
    aws.appliesAfter(Duration.ofHours(1));
    modify(b);
    assertThatThrownBy(() -> aws.deleteByOthers(b)).hasMessageContaining("DependencyViolation");
    aws.deleteByOthers(c);
    refused("InvalidParameterValue", () -> modify(a, c));
  }

  @Test
  void a_member_has_its_clusters_groups() {
    refused(
        "InvalidParameterCombination",
        () ->
            rds.modifyDBInstance(it -> it.dbInstanceIdentifier("orders-1").vpcSecurityGroupIds(b)));
    refused(
        "InvalidParameterCombination",
        () -> rds.modifyDBCluster(it -> it.dbClusterIdentifier("orders")));
  }

  @Test
  void a_lone_instance_changes_alone() {
    aws.instance("lone", List.of(a));
    rds.modifyDBInstance(it -> it.dbInstanceIdentifier("lone").vpcSecurityGroupIds(b));
    aws.applyChanges();
    assertThat(aws.memberships("lone")).containsOnly(entry(b, "active"));
    assertThat(aws.memberships("orders-1")).containsOnly(entry(a, "active"));
  }

  @Test
  void clients_may_see_a_change_later_and_the_lab_never_does() {
    aws.appliesAfter(Duration.ZERO);
    aws.next("ModifyDBCluster").seenAfter(2);
    modify(b);
    assertThat(aws.memberships("orders-1")).containsOnly(entry(b, "active"));
    assertThat(seen()).isEqualTo(Map.of(a, "active"));
    assertThat(seen()).isEqualTo(Map.of(a, "active"));
    assertThat(seen()).isEqualTo(Map.of(b, "active"));
  }

  @Test
  void a_database_is_in_the_subnets_where_it_was_placed() {
    String other = aws.subnet("10.0.200.0/24");
    assertThat(subnets(instance("orders-2").dbSubnetGroup())).containsExactly(aws.subnet());
    aws.place("orders", List.of(aws.subnet(), other));
    DBSubnetGroup group = instance("orders-2").dbSubnetGroup();
    assertThat(group.vpcId()).isEqualTo(aws.vpc());
    assertThat(subnets(group)).containsExactly(aws.subnet(), other);
  }

  private ModifyDbClusterResponse modify(String... groups) {
    return rds.modifyDBCluster(it -> it.dbClusterIdentifier("orders").vpcSecurityGroupIds(groups));
  }

  private Map<String, String> seen() {
    return instance("orders-1").vpcSecurityGroups().stream()
        .collect(Collectors.toMap(it -> it.vpcSecurityGroupId(), it -> it.status()));
  }

  private DBInstance instance(String id) {
    return rds.describeDBInstances(it -> it.dbInstanceIdentifier(id)).dbInstances().getFirst();
  }

  private static List<String> subnets(DBSubnetGroup group) {
    return group.subnets().stream().map(it -> it.subnetIdentifier()).toList();
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RdsException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(400);
            });
  }
}
