package io.replicamedic.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown of a CALL: what MySQL would read as the very same arguments. */
class ProcedureCallTest {
  @Test
  void quotes_and_backslashes_are_shown_as_mysql_reads_them() {
    assertThat(shown(argument("o'brien\\")).statement())
        .isEqualTo("CALL mysql.rds_act('o''brien\\\\', 7)");
    assertThat(shown(argument("plain")).statement()).isEqualTo("CALL mysql.rds_act('plain', 7)");
  }

  @Test
  void a_secret_is_never_shown() {
    assertThat(shown(new ProcedureCall.Argument("s'e\\cret", true)).statement())
        .isEqualTo("CALL mysql.rds_act('***', 7)");
  }

  private static ProcedureCall shown(ProcedureCall.Argument first) {
    return new ProcedureCall("rds_act", List.of(first, argument(7)));
  }

  private static ProcedureCall.Argument argument(Object value) {
    return new ProcedureCall.Argument(value, false);
  }
}
