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
 * right source is configured. Finds databases by id in the registry.
 */
public final class ConfigurationDischarger implements Discharger {
  private final String kind;
  private final Seizer seizer;
  private final Function<String, Database> registry;
  private final Secrets secrets;
  private final Duration wait;

  /** Of default channels by GTID, and what was recorded before there were two kinds. */
  public ConfigurationDischarger(
      Seizer seizer, Function<String, Database> registry, Secrets secrets, Duration wait) {
    this(UndoConfiguration.KIND, seizer, registry, secrets, wait);
  }

  private ConfigurationDischarger(
      String kind,
      Seizer seizer,
      Function<String, Database> registry,
      Secrets secrets,
      Duration wait) {
    this.kind = kind;
    this.seizer = seizer;
    this.registry = registry;
    this.secrets = secrets;
    this.wait = wait;
  }

  /** The same for named channels, and for those by file and position. */
  public ConfigurationDischarger placed() {
    return new ConfigurationDischarger(
        UndoConfiguration.PLACED_KIND, seizer, registry, secrets, wait);
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public boolean needsDatabase() {
    return true;
  }

  @Override
  public List<String> undoCommands(Obligation obligation) {
    return UndoStatements.of(obligation.database(), undo(obligation));
  }

  @Override
  public Discharge attempt(Obligation obligation, BooleanSupplier rightful, Announcement announce) {
    Database database = registry.apply(obligation.database());
    UndoConfiguration undo = undo(obligation);
    Grasp<ReplicaGrip> grasp = seizer.seize(database, undo.channel(), rightful);
    return switch (grasp) {
      case Grasp.Held<ReplicaGrip>(ReplicaGrip grip) -> {
        try (grip) {
          yield discharge(undo, grip.channel(), announce);
        } catch (DatabaseUnreachable | SecretMissing e) {
          yield new Discharge.NotYet(String.valueOf(e.getMessage()));
        }
      }
      case Grasp.Busy<ReplicaGrip>(String why) -> new Discharge.NotYet(why);
      case Grasp.Unreachable<ReplicaGrip>(String why) -> new Discharge.NotYet(why);
      case Grasp.NotYours<ReplicaGrip>() -> new Discharge.NotYet("taken over by another instance");
    };
  }

  private static UndoConfiguration undo(Obligation obligation) {
    return Learnt.parse(obligation.undo(), UndoConfiguration.class);
  }

  private Discharge discharge(
      UndoConfiguration undo, ReplicaChannel channel, Announcement announce) {
    ReplicaSession session = channel.session();
    Optional<ReplicationStatus> before = channel.status();
    if (before.isPresent()) {
      return new Discharge.Closed(
          "the channel is configured (source " + before.get().source() + ")");
    }
    Optional<ProcedureCall> call =
        channel.calls().configure(undo.settings(), secrets.resolve(undo.passwordRef()));
    if (call.isEmpty()) {
      return new Discharge.NotYet("this server has no procedure to set a source");
    }
    announce.acting(call.get().statement(), Map.of("connectionId", session.connectionId()));
    CallResult answer = session.call(call.get(), wait);
    announce.answered(call.get().statement(), words(answer));
    if (!(answer instanceof CallResult.Returned)) {
      return new Discharge.NotYet(call.get().statement() + ": " + words(answer));
    }
    return channel
        .status()
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
