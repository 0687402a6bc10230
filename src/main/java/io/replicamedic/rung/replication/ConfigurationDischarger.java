package io.replicamedic.rung.replication;

import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Grasp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Sets a cleared configuration again as it was, threads stopped: what the workflow owes until the
 * right source is configured.
 */
public final class ConfigurationDischarger implements Discharger {
  private final Seizer seizer;
  private final Function<String, Database> registry;
  private final Secrets secrets;
  private final Duration wait;

  /** Finds databases by id in the registry. */
  public ConfigurationDischarger(
      Seizer seizer, Function<String, Database> registry, Secrets secrets, Duration wait) {
    this.seizer = seizer;
    this.registry = registry;
    this.secrets = secrets;
    this.wait = wait;
  }

  @Override
  public String kind() {
    return UndoConfiguration.KIND;
  }

  @Override
  public boolean needsDatabase() {
    return true;
  }

  @Override
  public List<String> undoCommands(Obligation obligation) {
    UndoConfiguration undo = Learnt.parse(obligation.undo(), UndoConfiguration.class);
    return List.of(
        "-- on "
            + obligation.database()
            + ", if SHOW REPLICA STATUS shows no channel (…_external_master_… and a delay of "
            + undo.delaySeconds()
            + " as sixth argument on RDS for MySQL 5.7/8.0):",
        "CALL mysql.rds_set_external_source_with_auto_position('%s', %d, '%s', '<password>', %d);"
            .formatted(
                undo.address().host(), undo.address().port(), undo.user(), undo.ssl() ? 1 : 0));
  }

  @Override
  public Discharge attempt(Obligation obligation, BooleanSupplier rightful, Announcement announce) {
    Database database = registry.apply(obligation.database());
    Grasp<ReplicaGrip> grasp = seizer.seize(database, rightful);
    return switch (grasp) {
      case Grasp.Held<ReplicaGrip>(ReplicaGrip grip) -> {
        try (grip) {
          yield discharge(obligation, grip.session(), announce);
        } catch (DatabaseUnreachable | SecretMissing e) {
          yield new Discharge.NotYet(String.valueOf(e.getMessage()));
        }
      }
      case Grasp.Busy<ReplicaGrip>(String why) -> new Discharge.NotYet(why);
      case Grasp.Unreachable<ReplicaGrip>(String why) -> new Discharge.NotYet(why);
      case Grasp.NotYours<ReplicaGrip>() -> new Discharge.NotYet("taken over by another instance");
    };
  }

  private Discharge discharge(
      Obligation obligation, ReplicaSession session, Announcement announce) {
    Optional<ReplicationStatus> before = session.status("");
    if (before.isPresent()) {
      return new Discharge.Closed(
          "the channel is configured (source " + before.get().source() + ")");
    }
    UndoConfiguration undo = Learnt.parse(obligation.undo(), UndoConfiguration.class);
    Optional<ProcedureCall> call =
        new RdsCalls(session.procedures())
            .configure(
                undo.address(),
                undo.user(),
                secrets.resolve(undo.passwordRef()),
                undo.ssl(),
                undo.delaySeconds());
    if (call.isEmpty()) {
      return new Discharge.NotYet("this server has no procedure to set a source");
    }
    announce.acting(call.get().statement(), Map.of("connectionId", session.connectionId()));
    CallResult answer = session.call(call.get(), wait);
    announce.answered(call.get().statement(), words(answer));
    if (!(answer instanceof CallResult.Returned)) {
      return new Discharge.NotYet(call.get().statement() + ": " + words(answer));
    }
    return session
        .status("")
        .<Discharge>map(
            now ->
                new Discharge.Closed(
                    "configured again as it was (source "
                        + now.source()
                        + ", "
                        + now.threads()
                        + ")"))
        .orElseGet(() -> new Discharge.NotYet("answered OK, and the channel is not configured"));
  }

  private static String words(CallResult answer) {
    return switch (answer) {
      case CallResult.Returned _ -> "answered OK";
      case CallResult.Failed(int errno, String _, String message) ->
          "ERROR " + errno + ": " + message;
      case CallResult.StillRunning(long _, String why) -> "no answer: " + why;
    };
  }
}
