package io.replicamedic.rung.replication;

import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.ProcedureCall.Argument;
import io.replicamedic.outside.Procedures;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The CALLs as this server wants them: names and arities differ by engine and version, so both are
 * taken from what was probed (domain.md 2). Used by rungs to act and by plans to say so.
 */
public final class RdsCalls {
  /** Shown in plans in place of an id that is only known when acting. */
  public static final String RECEIVER_ID = "<id of the receiver's session>";

  private static final List<String> RESET =
      List.of("rds_reset_external_source", "rds_reset_external_master");
  private static final List<String> CONFIGURE =
      List.of(
          "rds_set_external_source_with_auto_position",
          "rds_set_external_master_with_auto_position");

  private final Procedures procedures;

  /** For one server's procedures. */
  public RdsCalls(Procedures procedures) {
    this.procedures = procedures;
  }

  /** Stops both threads, or does nothing and says OK. */
  public Optional<ProcedureCall> stop() {
    return plain("rds_stop_replication");
  }

  /** Starts both threads. */
  public Optional<ProcedureCall> start() {
    return plain("rds_start_replication");
  }

  /** Clears the configuration of the default channel. */
  public Optional<ProcedureCall> reset() {
    return RESET.stream().filter(procedures::has).findFirst().map(ProcedureCall::of);
  }

  /** Ends the session with that process list id. */
  public Optional<ProcedureCall> kill(Object processListId) {
    return with("rds_kill", new Argument(processListId, false));
  }

  /** Commits an empty transaction under that GTID, so that the real one is never applied. */
  public Optional<ProcedureCall> skip(String gtid) {
    return with("rds_skip_transaction_with_gtid", new Argument(gtid, false));
  }

  /** Configures the default channel with auto position, for the registered account. */
  public Optional<ProcedureCall> configure(
      Endpoint address, RegisteredSource source, String password, int delaySeconds) {
    return configure(address, source.replication().user(), password, source.ssl(), delaySeconds);
  }

  /** Configures the default channel with auto position. */
  public Optional<ProcedureCall> configure(
      Endpoint address, String user, String password, boolean ssl, int delaySeconds) {
    Optional<String> name = CONFIGURE.stream().filter(procedures::has).findFirst();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Argument(address.host(), false));
    arguments.add(new Argument(address.port(), false));
    arguments.add(new Argument(user, false));
    arguments.add(new Argument(password, true));
    arguments.add(new Argument(ssl ? 1 : 0, false));
    OptionalInt arity = procedures.arity(name.get());
    if (arity.orElse(0) == arguments.size() + 1) {
      arguments.add(new Argument(delaySeconds, false));
    }
    return arity.orElse(0) == arguments.size()
        ? Optional.of(new ProcedureCall(name.get(), arguments))
        : Optional.empty();
  }

  /** Whether the configuring procedure can set SOURCE_DELAY again. */
  public boolean setsDelay() {
    return CONFIGURE.stream().anyMatch(name -> procedures.arity(name).orElse(0) == 6);
  }

  /** Procedures that an unstick cannot do without and this server lacks, by their usual names. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (stop().isEmpty()) {
      missing.add("rds_stop_replication");
    }
    if (start().isEmpty()) {
      missing.add("rds_start_replication");
    }
    if (reset().isEmpty()) {
      missing.add(String.join(" or ", RESET));
    }
    if (configure(new Endpoint("", 0), "", "", true, 0).isEmpty()) {
      missing.add(String.join(" or ", CONFIGURE) + " with 5 or 6 parameters");
    }
    return missing;
  }

  private Optional<ProcedureCall> plain(String name) {
    return procedures.arity(name).orElse(-1) == 0
        ? Optional.of(ProcedureCall.of(name))
        : Optional.empty();
  }

  private Optional<ProcedureCall> with(String name, Argument argument) {
    return procedures.arity(name).orElse(-1) == 1
        ? Optional.of(new ProcedureCall(name, List.of(argument)))
        : Optional.empty();
  }
}
