package io.replicamedic.web;

import io.replicamedic.fleet.ConfigurationProblem;
import io.replicamedic.fleet.Misconfigured;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** A configured database that is set aside, and why; never with a value. */
record MisconfiguredView(
    @Schema(description = "absent when it says none that could be used") Optional<String> id,
    @Schema(example = "replica-medic.databases[3]") String place,
    List<ProblemView> problems) {

  /** One thing that is wrong. */
  record ProblemView(
      @Schema(example = "replica-medic.databases[3].engine") String key,
      @Schema(example = "/etc/replica-medic.yaml:12") String where,
      String problem,
      String remedy) {
    static ProblemView of(ConfigurationProblem it) {
      return new ProblemView(it.key(), it.where(), it.problem(), it.remedy());
    }
  }

  static MisconfiguredView of(Misconfigured it) {
    return new MisconfiguredView(
        it.id(), it.place(), it.problems().stream().map(ProblemView::of).toList());
  }

  static List<MisconfiguredView> all(List<Misconfigured> all) {
    return all.stream().map(MisconfiguredView::of).toList();
  }

  /** Below a table; empty when there are none. */
  static String text(List<MisconfiguredView> all) {
    if (all.isEmpty()) {
      return "";
    }
    Columns columns = Columns.headed("SET ASIDE", "WHERE", "KEY", "PROBLEM", "REMEDY");
    for (MisconfiguredView each : all) {
      for (ProblemView it : each.problems()) {
        columns.row(
            each.id().orElse(each.place()), it.where(), it.key(), it.problem(), it.remedy());
      }
    }
    return "\n" + columns.text();
  }
}
