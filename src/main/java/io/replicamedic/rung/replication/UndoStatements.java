package io.replicamedic.rung.replication;

import static io.replicamedic.outside.ProcedureCall.literal;

import java.util.List;

/** SQL with which a person sets a cleared configuration again; asked by ConfigurationDischarger. */
final class UndoStatements {
  private UndoStatements() {}

  static List<String> of(String database, UndoConfiguration undo) {
    boolean named = !undo.channel().isEmpty();
    String where =
        undo.position().map(at -> literal(at.file()) + ", " + at.offset() + ", ").orElse("");
    String arguments =
        "%s, %d, %s, '<password>', %s%d"
            .formatted(
                literal(undo.address().host()),
                undo.address().port(),
                literal(undo.user()),
                where,
                undo.ssl() ? 1 : 0);
    String name =
        "CALL mysql.rds_set_external_source"
            + (undo.position().isEmpty()
                ? "_with_auto_position"
                : undo.delaySeconds() > 0 ? "_with_delay" : "")
            + (named ? "_for_channel" : "");
    boolean delayed = undo.position().isEmpty() ? named : undo.delaySeconds() > 0;
    String delay = delayed ? ", " + undo.delaySeconds() : "";
    String channel = named ? ", " + literal(undo.channel()) : "";
    return List.of(
        "-- on "
            + database
            + ", if SHOW REPLICA STATUS shows no channel "
            + (named
                ? undo.channel()
                : "(…_external_master_… and a delay of "
                    + undo.delaySeconds()
                    + " as last argument on RDS for MySQL 5.7/8.0)")
            + ":",
        name + "(" + arguments + delay + channel + ");");
  }
}
