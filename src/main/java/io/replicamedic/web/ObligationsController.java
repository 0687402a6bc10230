package io.replicamedic.web;

import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What we owe the world. */
@RestController
@RequestMapping(
    path = Media.BASE + "/obligations",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "obligations", description = "What must be undone or completed, with its deadline")
class ObligationsController {
  private final Obligations obligations;
  private final Owed owed;
  private final List<Discharger> dischargers;

  ObligationsController(Obligations obligations, Owed owed, List<Discharger> dischargers) {
    this.obligations = obligations;
    this.owed = owed;
    this.dischargers = dischargers;
  }

  @GetMapping
  @Operation(operationId = "listObligations", summary = "What is owed right now, oldest first")
  @Fails({400})
  ObligationsView all(
      @Parameter(description = "closed ones too, newest first")
          @RequestParam(defaultValue = "false")
          boolean all,
      @Parameter(description = "with all: at most so many")
          @RequestParam(defaultValue = "100")
          @Min(value = 1, message = Limits.ROWS_MESSAGE)
          @Max(value = Limits.ROWS, message = Limits.ROWS_MESSAGE)
          int limit) {
    List<Obligation> found = all ? obligations.list(limit) : obligations.open();
    return new ObligationsView(
        found.stream().map(owed::view).toList(),
        obligations.damaged().stream().map(ObligationsView.DamagedLine::of).toList());
  }

  @GetMapping("/{id}")
  @Operation(operationId = "getObligation", summary = "One obligation with its undo")
  @Fails({400, 404})
  ResponseEntity<ObligationView> one(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    return ETags.ofContent(owed.view(require(id)));
  }

  @GetMapping("/{id}/undo-commands")
  @Operation(
      operationId = "getUndoCommands",
      summary = "How to undo it by hand (AWS CLI, SQL), should no instance be alive to do it")
  @Fails({400, 404, 422})
  UndoCommandsView undoCommands(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    Obligation obligation = require(id);
    Discharger discharger =
        dischargers.stream()
            .filter(each -> each.kind().equals(obligation.kind()))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        Fault.UNKNOWN_OBLIGATION_KIND,
                        "this version does not know how to undo a " + obligation.kind(),
                        "read the undo in GET " + Media.BASE + "/obligations/" + id));
    return UndoCommandsView.of(obligation, discharger.undoCommands(obligation));
  }

  private Obligation require(String id) {
    return obligations
        .find(id)
        .orElseThrow(
            () ->
                new Refusal(
                    Fault.UNKNOWN_OBLIGATION,
                    "no obligation " + id,
                    "GET " + Media.BASE + "/obligations?all=true lists them"));
  }
}
