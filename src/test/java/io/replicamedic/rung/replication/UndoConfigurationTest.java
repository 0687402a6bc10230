package io.replicamedic.rung.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.Databases;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.Endpoint;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** What is owed of a cleared configuration: of which kind, and so who may set it again. */
class UndoConfigurationTest {
  private static final String BEFORE =
      "{\"address\":{\"host\":\"10.0.0.1\",\"port\":3306},\"user\":\"repl\","
          + "\"passwordRef\":\"env:P\",\"ssl\":true,\"delaySeconds\":0%s}";

  @Test
  void a_default_channel_by_gtid_is_of_the_kind_that_every_version_knows() {
    assertThat(undo("", Positioning.BY_GTID).kind()).isEqualTo("replication-configuration");
    assertThat(stored("").kind()).isEqualTo("replication-configuration");
  }

  @Test
  void a_named_channel_or_a_position_is_of_one_that_older_versions_do_not_know() {
    assertThat(undo("legacy", Positioning.BY_GTID).kind())
        .isEqualTo("placed-replication-configuration");
    assertThat(undo("", Positioning.BY_POSITION).kind())
        .isEqualTo("placed-replication-configuration");
  }

  @Test
  void each_kind_has_its_discharger_and_records_of_before_the_second_are_read() {
    ConfigurationDischarger first =
        new ConfigurationDischarger(
            new Seizer(Mockito.mock(Databases.class)),
            id -> {
              throw new IllegalArgumentException(id);
            },
            reference -> reference,
            Duration.ofSeconds(1));
    assertThat(first.kind()).isEqualTo(undo("", Positioning.BY_GTID).kind());
    assertThat(first.placed().kind()).isEqualTo(undo("legacy", Positioning.BY_GTID).kind());
    assertThat(stored(",\"channel\":\"legacy\"").channel()).isEqualTo("legacy");
    assertThat(UndoConfiguration.isKind(first.kind())).isTrue();
    assertThat(UndoConfiguration.isKind(first.placed().kind())).isTrue();
    assertThat(UndoConfiguration.isKind("egress-cut")).isFalse();
  }

  @Test
  void the_statement_for_people_has_its_texts_as_mysql_reads_them() {
    UndoConfiguration undo =
        new UndoConfiguration(
            new Endpoint("10.0.0.1", 3306),
            "re'pl\\",
            "env:P",
            true,
            0,
            "o'leg\\acy",
            Positioning.BY_POSITION,
            Optional.of(new BinlogPosition("bin\\log.000002", 157)));
    assertThat(UndoStatements.of("orders", undo).getLast())
        .isEqualTo(
            "CALL mysql.rds_set_external_source_for_channel('10.0.0.1', 3306, 're''pl\\\\',"
                + " '<password>', 'bin\\\\log.000002', 157, 1, 'o''leg\\\\acy');");
  }

  private static UndoConfiguration stored(String more) {
    return Learnt.parse(BEFORE.formatted(more), UndoConfiguration.class);
  }

  private static UndoConfiguration undo(String channel, Positioning positioning) {
    return new UndoConfiguration(
        new Endpoint("10.0.0.1", 3306),
        "repl",
        "env:P",
        true,
        0,
        channel,
        positioning,
        Optional.of(new BinlogPosition("binlog.000002", 157)));
  }
}
