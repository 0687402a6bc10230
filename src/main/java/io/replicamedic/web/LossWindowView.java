package io.replicamedic.web;

import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.LossWindow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;

/** What survives one kind of failure: a row of the matrix of a durability audit. */
record LossWindowView(
    FailureKind failure,
    @Schema(description = "committed rows of this database") LossView rows,
    @Schema(description = "transactions of its binary log") LossView binlog,
    @Schema(description = "how its replicas stand to it afterwards") LossWindow.Replicas replicas,
    @Schema(description = "the same in words, for a DBA") String words) {
  static LossWindowView of(LossWindow window) {
    return new LossWindowView(
        window.failure(),
        LossView.of(window.rows()),
        LossView.of(window.binlog()),
        window.replicas(),
        window.words());
  }

  void line(Columns to) {
    to.row(name(), rows.cell(), binlog.cell(), word(replicas));
  }

  String name() {
    return word(failure);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
