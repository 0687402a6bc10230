package io.replicamedic.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.Fact;
import io.replicamedic.durability.RdsTraits;
import io.replicamedic.durability.Role;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DurabilityFacts;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose server it is and what it is to others, from whatever is known. */
class NatureTest {
  private static final Instant NOW = Audited.NOON;
  private static final Credentials ADMIN = new Credentials("admin", "env:P");
  private static final Endpoint HERE = new Endpoint("orders.example.net", 3306);
  private static final Fact<RdsDatabase> UNASKED = new Fact.Unknown<>("not asked", NOW);
  private static final Database PLAIN = database("orders", Optional.empty(), Optional.empty());
  private static final Database INSTANCE =
      database("orders", Optional.of(instance("orders-1")), Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "mysql,'',RDS_INSTANCE",
    "mysql,c-1,RDS_CLUSTER",
    "aurora-mysql,c-1,AURORA",
  })
  void the_rds_api_knows_whose_storage_it_is(String engine, String cluster, EngineKind kind) {
    assertThat(nature(PLAIN, silent(), told(engine, cluster, "orders-1", List.of(), "")).engine())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "aurora_version,3.08.0,AURORA",
    "basedir,/rdsdbbin/mysql-8.0.41.R1/,RDS_INSTANCE",
    "basedir,/usr/,PLAIN",
  })
  void else_the_server_tells(String variable, String value, EngineKind kind) {
    DurabilityFacts server = says(Map.of("version", "8.0.39", variable, value));
    assertThat(nature(PLAIN, server, UNASKED).engine()).isEqualTo(kind);
  }

  @Test
  void else_what_it_is_registered_as_and_that_is_said() {
    Nature nature = nature(INSTANCE, silent(), UNASKED);
    assertThat(nature.engine()).isEqualTo(EngineKind.RDS_INSTANCE);
    assertThat(nature.notes())
        .anySatisfy(it -> assertThat(it).contains("registration", "not asked"));
    assertThat(nature(PLAIN, silent(), UNASKED).engine()).isEqualTo(EngineKind.PLAIN);
  }

  @Test
  void auroras_version_is_in_the_words_of_the_api_whoever_told_it() {
    Map<String, String> variables = Map.of("version", "8.0.39", "aurora_version", "3.08.0");
    assertThat(nature(PLAIN, says(variables), UNASKED).version())
        .isEqualTo("8.0.mysql_aurora.3.08.0");
    assertThat(
            nature(PLAIN, silent(), told("aurora-mysql", "c-1", "orders-1", List.of(), ""))
                .version())
        .isEqualTo("8.0.mysql_aurora.3.08.0");
    assertThat(nature(PLAIN, says(Map.of("version", "8.4.3")), UNASKED).version())
        .isEqualTo("8.4.3");
  }

  @Test
  void whoever_is_registered_with_it_as_a_source_makes_it_one() {
    Database fed = database("copy", Optional.empty(), Optional.of(source(HERE, Optional.empty())));
    assertThat(nature(PLAIN, alone(), UNASKED).roles(List.of(PLAIN, fed)))
        .containsExactly(Role.SOURCE);
    Database byName =
        database(
            "copy",
            Optional.empty(),
            Optional.of(source(new Endpoint("10.0.0.1", 3306), Optional.of(instance("orders-1")))));
    assertThat(nature(INSTANCE, alone(), UNASKED).roles(List.of(INSTANCE, byName)))
        .containsExactly(Role.SOURCE);
    Database another =
        database(
            "copy",
            Optional.empty(),
            Optional.of(source(new Endpoint("10.0.0.1", 3306), Optional.empty())));
    assertThat(nature(PLAIN, alone(), UNASKED).roles(List.of(PLAIN, another))).isEmpty();
  }

  @Test
  void managed_replicas_and_managed_sources_count() {
    assertThat(
            nature(INSTANCE, alone(), told("mysql", "", "orders-1", List.of("orders-2"), ""))
                .roles(List.of()))
        .containsExactly(Role.SOURCE);
    assertThat(
            nature(INSTANCE, alone(), told("mysql", "", "orders-1", List.of("x"), "orders-0"))
                .roles(List.of()))
        .containsExactlyInAnyOrder(Role.SOURCE, Role.REPLICA);
  }

  @ParameterizedTest
  @CsvSource({
    "orders-green-a1b2c3,true",
    "orders-1,false",
    "orders-green,false",
    "orders-green-house1x,false",
  })
  void the_green_side_has_the_name_that_rds_gives_it(String name, boolean green) {
    assertThat(
            nature(INSTANCE, alone(), told("mysql", "", name, List.of(), ""))
                .roles(List.of())
                .contains(Role.GREEN))
        .isEqualTo(green);
  }

  @Test
  void a_copy_of_which_nobody_knows_who_reads_it_is_judged_as_a_source_and_that_is_said() {
    DurabilityFacts server =
        new DurabilityFacts(
            new Fact.Known<>(Map.of("version", "8.4.3"), NOW),
            new Fact.Unknown<>("no table", NOW),
            new Fact.Known<>(Map.of("", true), NOW),
            new Fact.Unknown<>("1227 PROCESS needed", NOW));
    Nature nature = nature(PLAIN, server, UNASKED);
    assertThat(nature.roles(List.of())).containsExactlyInAnyOrder(Role.SOURCE, Role.REPLICA);
    assertThat(nature.notes())
        .singleElement()
        .asString()
        .contains("judged as a source", "PROCESS needed");
  }

  @Test
  void a_copy_that_was_cut_over_and_never_reset_is_judged_as_the_source_that_it_is() {
    assertThat(channels(Map.of("", false), "OFF").roles(List.of()))
        .containsExactlyInAnyOrder(Role.SOURCE, Role.REPLICA);
    assertThat(channels(Map.of("", false), "OFF").notes())
        .singleElement()
        .asString()
        .contains("its channels are stopped");
    assertThat(channels(Map.of("", false), "ON").roles(List.of())).containsExactly(Role.REPLICA);
    assertThat(channels(Map.of("a", false, "b", true), "OFF").roles(List.of()))
        .containsExactly(Role.REPLICA);
  }

  private static Nature channels(Map<String, Boolean> channels, String readOnly) {
    return nature(
        PLAIN,
        new DurabilityFacts(
            new Fact.Known<>(Map.of("version", "8.4.3", "read_only", readOnly), NOW),
            new Fact.Unknown<>("no table", NOW),
            new Fact.Known<>(channels, NOW),
            new Fact.Known<>(List.of(), NOW)),
        UNASKED);
  }

  private static Nature nature(Database database, DurabilityFacts server, Fact<RdsDatabase> rds) {
    return new Nature(database, server, rds);
  }

  private static DurabilityFacts alone() {
    return says(Map.of("version", "8.0.41"));
  }

  private static DurabilityFacts says(Map<String, String> variables) {
    return new DurabilityFacts(
        new Fact.Known<>(variables, NOW),
        new Fact.Unknown<>("no table", NOW),
        new Fact.Known<>(Map.of(), NOW),
        new Fact.Known<>(List.of(), NOW));
  }

  private static DurabilityFacts silent() {
    return new DurabilityFacts(
        new Fact.Unknown<>("no answer", NOW),
        new Fact.Unknown<>("no answer", NOW),
        new Fact.Unknown<>("no answer", NOW),
        new Fact.Unknown<>("no answer", NOW));
  }

  private static Fact<RdsDatabase> told(
      String engine, String cluster, String instance, List<String> replicas, String source) {
    RdsFacts facts =
        new RdsFacts(
            instance,
            cluster,
            engine,
            engine.equals("mysql") ? "8.0.41" : "8.0.mysql_aurora.3.08.0",
            "available",
            ReplicationKind.EXTERNAL_BINLOG,
            RdsFacts.Role.INSTANCE,
            false,
            List.of(),
            "",
            Set.of(),
            source,
            List.of(),
            NOW);
    return new Fact.Known<>(
        new RdsDatabase(
            facts,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            replicas,
            List.of(),
            List.of(),
            Optional.of(new RdsTraits("available", false, 7, true, source, replicas, 1))),
        NOW);
  }

  private static AwsIdentity instance(String id) {
    return new AwsIdentity(Optional.empty(), Optional.of(id));
  }

  private static RegisteredSource source(Endpoint at, Optional<AwsIdentity> aws) {
    return new RegisteredSource(
        at, at, ADMIN, true, Tls.REQUIRED, false, Set.of(), aws, AwsAccount.OWN);
  }

  private static Database database(
      String id, Optional<AwsIdentity> aws, Optional<RegisteredSource> source) {
    return new Database(
        id,
        "mysql",
        ReplicationKind.EXTERNAL_BINLOG,
        id.equals("orders") ? HERE : new Endpoint(id + ".example.net", 3306),
        ADMIN,
        Tls.REQUIRED,
        aws,
        source);
  }
}
