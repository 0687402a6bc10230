package io.replicamedic;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the rooms: who may know whom (CONTRIBUTING.md). */
@AnalyzeClasses(packages = "io.replicamedic", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String HOUSE = "io.replicamedic.";

  @ArchTest static final ArchRule replication_knows_no_room = only("replication");

  @ArchTest
  static final ArchRule forensics_knows_replication_only = only("forensics", "replication");

  @ArchTest static final ArchRule isolation_knows_no_room = only("isolation");

  @ArchTest
  static final ArchRule durability_knows_replication_only = only("durability", "replication");

  @ArchTest static final ArchRule the_journal_knows_no_room = only("journal");

  @ArchTest static final ArchRule obligations_know_the_journal = only("obligation", "journal");

  @ArchTest
  static final ArchRule the_engine_knows_journal_and_obligations =
      only("workflow", "journal", "obligation");

  @ArchTest
  static final ArchRule outside_knows_pure_rooms =
      only("outside", "replication", "forensics", "isolation", "durability");

  @ArchTest
  static final ArchRule rungs_know_the_engine_and_the_outside =
      only(
          "rung",
          "workflow",
          "journal",
          "obligation",
          "replication",
          "forensics",
          "isolation",
          "durability",
          "outside");

  @ArchTest
  static final ArchRule playbooks_know_rungs =
      only("playbook", "workflow", "rung", "replication", "isolation", "durability", "outside");

  @ArchTest
  static final ArchRule the_fleet_knows_replication_and_the_outside =
      only("fleet", "replication", "outside");

  @ArchTest
  static final ArchRule audits_know_the_fleet_and_what_judges =
      only("audit", "durability", "replication", "outside", "journal", "fleet");

  @ArchTest static final ArchRule access_knows_no_room = only("access");

  @ArchTest static final ArchRule controls_know_the_journal = only("controls", "journal");

  @ArchTest
  static final ArchRule web_never_knows_adapters =
      noClasses()
          .that()
          .resideInAPackage(HOUSE + "web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HOUSE + "adapter..", HOUSE + "app..", HOUSE + "rung..");

  @ArchTest
  static final ArchRule adapters_know_what_they_implement =
      classes()
          .that()
          .resideInAPackage(HOUSE + "adapter..")
          .should()
          .onlyDependOnClassesThat(
              new Inside(
                  "adapter",
                  "outside",
                  "replication",
                  "forensics",
                  "isolation",
                  "durability",
                  "workflow",
                  "journal",
                  "obligation",
                  "durability",
                  "audit",
                  "fleet",
                  "controls"));

  @ArchTest
  static final ArchRule only_adapters_speak_sql =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOUSE + "adapter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.springframework.data..",
              "org.springframework.jdbc..",
              "com.mysql..",
              "software.amazon..",
              "com.github.shyiko..");

  @ArchTest
  static final ArchRule only_adapters_speak_http =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOUSE + "adapter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net.http..",
              "org.springframework.web.client..",
              "org.springframework.web.reactive..",
              "org.apache.hc..");

  @ArchTest
  static final ArchRule telling_people_knows_the_outside_only = only("adapter.notify", "outside");

  @ArchTest
  static final ArchRule the_pure_rooms_know_no_framework =
      noClasses()
          .that()
          .resideInAnyPackage(
              HOUSE + "replication..",
              HOUSE + "forensics..",
              HOUSE + "durability..",
              HOUSE + "isolation..",
              HOUSE + "durability..",
              HOUSE + "journal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "tools.jackson..", "org.slf4j..");

  @ArchTest
  static final ArchRule one_jackson_is_ours =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.databind..");

  @ArchTest
  static final ArchRule time_comes_from_a_clock =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  /** Law 7: a playbook takes a Database, and what is discovered is none and becomes none. */
  @ArchTest
  static final ArchRule only_the_configuration_makes_databases =
      noClasses()
          .that()
          .resideOutsideOfPackages(HOUSE + "app..", HOUSE + "outside..")
          .should()
          .callConstructorWhere(target(owner(assignableTo("io.replicamedic.outside.Database"))));

  @ArchTest
  static final ArchRule names_say_something =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Base)$")
          .because("a name should say what the thing is");

  private static ArchRule only(String room, String... known) {
    String[] rooms = new String[known.length + 1];
    rooms[0] = room;
    System.arraycopy(known, 0, rooms, 1, known.length);
    return classes()
        .that()
        .resideInAPackage(HOUSE + room + "..")
        .should()
        .onlyDependOnClassesThat(new Inside(rooms));
  }
}
