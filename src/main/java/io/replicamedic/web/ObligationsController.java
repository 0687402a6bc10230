package io.replicamedic.web;

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

  ObligationsController(Obligations obligations) {
    this.obligations = obligations;
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
    return new ObligationsView(found.stream().map(ObligationView::of).toList());
  }

  @GetMapping("/{id}")
  @Operation(operationId = "getObligation", summary = "One obligation with its undo")
  @Fails({400, 404})
  ResponseEntity<ObligationView> one(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    Obligation found =
        obligations
            .find(id)
            .orElseThrow(
                () ->
                    new Refusal(
                        Fault.UNKNOWN_OBLIGATION,
                        "no obligation " + id,
                        "GET " + Media.BASE + "/obligations?all=true lists them"));
    return ETags.ofContent(ObligationView.of(found));
  }
}
