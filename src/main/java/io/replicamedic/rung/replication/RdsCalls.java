package io.replicamedic.rung.replication;

import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.ProcedureCall.Argument;
import io.replicamedic.outside.Procedures;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The CALLs about one channel as this server wants them: names and arities differ by engine and
 * version, so both are taken from what was probed (domain.md 2). Used by rungs to act and by plans
 * to say so.
 *
 * <p>The default channel alone on its server takes the plain procedures; a named one, or the
 * default one beside others, takes those that name the channel, as their last argument: what an
 * unqualified statement in a plain body would do to the others nobody can see.
 */
public final class RdsCalls {
  /** Shown in plans in place of an id that is only known when acting. */
  public static final String RECEIVER_ID = "<id of the receiver's session>";

  private static final String STANDING = "<file of the first transaction not applied>";

  private static final List<String> RESET =
      List.of("rds_reset_external_source", "rds_reset_external_master");
  private static final List<String> BY_GTID =
      List.of(
          "rds_set_external_source_with_auto_position",
          "rds_set_external_master_with_auto_position");
  private static final List<String> BY_POSITION =
      List.of("rds_set_external_source", "rds_set_external_master");
  private static final List<String> BY_POSITION_DELAYED =
      List.of("rds_set_external_source_with_delay", "rds_set_external_master_with_delay");
  private static final BinlogPosition ANYWHERE = new BinlogPosition("", 4);

  private final Procedures procedures;
  private final Optional<String> named;

  private RdsCalls(Procedures procedures, Optional<String> named) {
    this.procedures = procedures;
    this.named = named;
  }

  /**
   * For a channel.
   *
   * @param configured all channels that the server has
   */
  public static RdsCalls of(Procedures procedures, String channel, List<String> configured) {
    boolean alone = channel.isEmpty() && configured.stream().allMatch(String::isEmpty);
    return new RdsCalls(procedures, alone ? Optional.empty() : Optional.of(channel));
  }

  /** Stops both threads, or does nothing and says OK. */
  public Optional<ProcedureCall> stop() {
    return with(List.of("rds_stop_replication"));
  }

  /** Starts both threads. */
  public Optional<ProcedureCall> start() {
    return with(List.of("rds_start_replication"));
  }

  /** Clears the channel's configuration. */
  public Optional<ProcedureCall> reset() {
    return with(RESET);
  }

  /** Ends the session with that process list id. */
  public Optional<ProcedureCall> kill(Object processListId) {
    return unnamed("rds_kill", shown(processListId));
  }

  /** Commits an empty transaction under that GTID, so that the real one is never applied. */
  public Optional<ProcedureCall> skip(String gtid) {
    return unnamed("rds_skip_transaction_with_gtid", shown(gtid));
  }

  /**
   * Sets the skip counter and starts the channel: the event group that stopped the applier is left
   * out. Works without GTIDs only (domain.md 2).
   */
  public Optional<ProcedureCall> skipError() {
    return with(List.of("rds_skip_repl_error"));
  }

  /** Configures the channel as the order wants it; where it stands is told only when acting. */
  public Optional<ProcedureCall> planned(
      RegisteredSource source, Order order, ReplicationStatus status, String password) {
    Target target = Target.of(source, order, status);
    return configure(
            target.settings(status.delaySeconds(), Optional.of(new BinlogPosition(STANDING, 4))),
            password)
        .map(call -> target.byPosition() && target.chosen().isEmpty() ? unplaced(call) : call);
  }

  // A plan's digest is never over positions.
  private static ProcedureCall unplaced(ProcedureCall call) {
    List<Argument> arguments = new ArrayList<>(call.arguments());
    int file = arguments.indexOf(shown(STANDING));
    arguments.set(file + 1, shown("<its position>"));
    return new ProcedureCall(call.name(), arguments);
  }

  /** Configures the channel. */
  Optional<ProcedureCall> configure(SourceSettings wanted, String password) {
    List<Argument> account =
        List.of(
            shown(wanted.address().host()),
            shown(wanted.address().port()),
            shown(wanted.user()),
            new Argument(password, true));
    Argument ssl = shown(wanted.ssl() ? 1 : 0);
    Argument delay = shown(wanted.delaySeconds());
    if (wanted.position().isEmpty()) {
      return with(BY_GTID, all(account, ssl, delay)).or(() -> with(BY_GTID, all(account, ssl)));
    }
    BinlogPosition at = wanted.position().get();
    List<Argument> from = all(account, shown(at.file()), shown(at.offset()));
    return wanted.delaySeconds() == 0
        ? with(BY_POSITION, all(from, ssl))
        : with(BY_POSITION_DELAYED, all(from, ssl, delay));
  }

  /** Whether the configuring procedures can set SOURCE_DELAY again. */
  boolean setsDelay(SourceSettings wanted) {
    return !wanted.position().isEmpty() ? has(BY_POSITION_DELAYED, 8) : has(BY_GTID, 6);
  }

  /** Procedures that an unstick cannot do without and this server lacks, by their usual names. */
  List<String> missing(SourceSettings wanted) {
    List<String> missing = new ArrayList<>();
    if (stop().isEmpty()) {
      missing.add(name("rds_stop_replication"));
    }
    if (start().isEmpty()) {
      missing.add(name("rds_start_replication"));
    }
    if (reset().isEmpty()) {
      missing.add(either(RESET));
    }
    boolean byGtid = wanted.position().isEmpty();
    SourceSettings any =
        new SourceSettings(
            new Endpoint("", 0), "", true, 0, byGtid ? Optional.empty() : Optional.of(ANYWHERE));
    if (configure(any, "").isEmpty()) {
      int least = (byGtid ? 5 : 7) + named.map(_ -> 1).orElse(0);
      missing.add(
          either(byGtid ? BY_GTID : BY_POSITION)
              + " with "
              + least
              + (byGtid ? " or " + (least + 1) : "")
              + " parameters");
    }
    return missing;
  }

  private static List<Argument> all(List<Argument> first, Argument... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toList();
  }

  private static Argument shown(Object value) {
    return new Argument(value, false);
  }

  private String either(List<String> names) {
    return String.join(" or ", names.stream().map(this::name).toList());
  }

  private String name(String plain) {
    return named.isEmpty() ? plain : plain + "_for_channel";
  }

  private boolean has(List<String> names, int arguments) {
    int arity = arguments + named.map(_ -> 1).orElse(0);
    return names.stream().anyMatch(it -> procedures.arity(name(it)).orElse(-1) == arity);
  }

  /** The first of these that the server has with so many parameters, the channel as the last. */
  private Optional<ProcedureCall> with(List<String> names, List<Argument> arguments) {
    List<Argument> whole = named.map(channel -> all(arguments, shown(channel))).orElse(arguments);
    return names.stream()
        .map(this::name)
        .filter(it -> procedures.arity(it).orElse(-1) == whole.size())
        .findFirst()
        .map(it -> new ProcedureCall(it, whole));
  }

  private Optional<ProcedureCall> with(List<String> names) {
    return with(names, List.of());
  }

  private Optional<ProcedureCall> unnamed(String name, Argument argument) {
    return procedures.arity(name).orElse(-1) == 1
        ? Optional.of(new ProcedureCall(name, List.of(argument)))
        : Optional.empty();
  }
}
