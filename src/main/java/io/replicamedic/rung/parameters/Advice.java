package io.replicamedic.rung.parameters;

import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.Remedy;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.rung.network.Cli;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person should do about settings that are not in force when the ladder has ended. */
final class Advice {
  private final ParameterExamination examination;

  Advice(ParameterExamination examination) {
    this.examination = examination;
  }

  Reading handOver(Run<ReplicaGrip> run, Map<String, String> facts) {
    ParameterFindings findings = run.memory().get(FixLearnt.FINDINGS).orElseThrow();
    Database database = run.grip().database();
    try {
      Now now = examination.now(database, run.grip().session(), findings);
      List<Remedy> missing =
          findings.wanted().stream().filter(it -> !now.reached(it) || !now.said(it)).toList();
      return new Reading.Hopeless(
          facts,
          missing.stream()
              .map(it -> words(it, now, findings, database))
              .collect(Collectors.joining("; ")));
    } catch (CloudUnreadable | DatabaseUnreachable e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static String words(
      Remedy remedy, Now now, ParameterFindings findings, Database database) {
    String runs = "the server runs " + remedy.variable() + "=" + now.inForce(remedy);
    Optional<ParameterGroup> group = now.deciding(remedy);
    if (group.isEmpty()) {
      return runs
          + ": say "
          + SettingStatement.of(remedy.variable(), remedy.wanted())
          + " as an account that may, and set it in the server's configuration";
    }
    String name = group.get().name();
    if (!now.said(remedy)) {
      return "group "
          + name
          + " does not say "
          + remedy.parameter()
          + "="
          + remedy.wanted()
          + ": RDS did not take the change, its answer is in the journal";
    }
    String status = group.get().applyStatus();
    String says =
        "group " + name + " says " + remedy.parameter() + "=" + remedy.wanted() + " (" + status;
    String reboot = reboot(database, findings);
    return says + "), but " + runs + ": " + why(remedy, group.get(), status) + reboot;
  }

  private static String why(Remedy remedy, ParameterGroup group, String status) {
    ParameterGroup.Value value = group.values().get(remedy.parameter());
    boolean isStatic = value != null && !value.dynamic();
    return switch (status) {
      case "failed-to-apply" ->
          "RDS could not apply it: its events and the error log say why; correct that, then ";
      case "applying" -> "RDS is still at it, longer than usual: look again, or ";
      default ->
          isStatic
              ? "it is static and comes into force with a restart: "
              : "RDS believes that it is in force, so somebody set it by hand, or the apply was"
                  + " lost; telling RDS once more did not help: ";
    };
  }

  private static String reboot(Database database, ParameterFindings findings) {
    return "reboot it at a time of your choosing ("
        + new Cli(database.account())
            .aws("rds reboot-db-instance --db-instance-identifier " + findings.instance())
        + ")";
  }
}
