package io.replicamedic.web;

import io.replicamedic.journal.Journal;
import io.replicamedic.workflow.Workflows;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The journal: rows of one stream, and whether the chains hold. */
@RestController
@RequestMapping(
    path = Media.BASE,
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "journal", description = "The append-only, hash-chained record of everything done")
class JournalController {
  private final Journal journal;
  private final Workflows workflows;
  private final Streams streams;

  JournalController(Journal journal, Workflows workflows, Streams streams) {
    this.journal = journal;
    this.workflows = workflows;
    this.streams = streams;
  }

  @GetMapping("/workflows/{id}/journal")
  @Operation(operationId = "getWorkflowJournal", summary = "A workflow's journal, oldest first")
  @Fails({400, 404})
  JournalPage ofWorkflow(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Parameter(description = "seq of the last row known")
          @RequestParam(defaultValue = "0")
          @Min(value = 0, message = Limits.AFTER_MESSAGE)
          long after,
      @RequestParam(defaultValue = "200")
          @Min(value = 1, message = Limits.ROWS_MESSAGE)
          @Max(value = Limits.ROWS, message = Limits.ROWS_MESSAGE)
          int limit) {
    // Its record may be damaged: then this is where its story still is.
    if (!workflows.exists(id)) {
      throw WorkflowsController.none(id);
    }
    return page(id, after, limit);
  }

  @GetMapping("/journal")
  @Operation(
      operationId = "getJournal",
      summary = "Rows of one stream, oldest first",
      description = "A stream is a workflow's id, or database:<id> for refusals and dry runs.")
  @Fails({400})
  JournalPage ofStream(
      @RequestParam @Size(min = 1, max = Limits.STREAM, message = Limits.STREAM_MESSAGE)
          String stream,
      @Parameter(description = "seq of the last row known")
          @RequestParam(defaultValue = "0")
          @Min(value = 0, message = Limits.AFTER_MESSAGE)
          long after,
      @RequestParam(defaultValue = "200")
          @Min(value = 1, message = Limits.ROWS_MESSAGE)
          @Max(value = Limits.ROWS, message = Limits.ROWS_MESSAGE)
          int limit) {
    return page(stream, after, limit);
  }

  @GetMapping("/journal/verification")
  @Operation(
      operationId = "verifyJournal",
      summary = "Reads every stream and checks its hash chain",
      description = "Answers 200 whether or not the chains hold; look at ok.")
  VerificationView verification() {
    return VerificationView.of(
        journal.streams().stream()
            .sorted()
            .map(stream -> VerificationView.StreamView.of(stream, streams.all(stream)))
            .toList());
  }

  private JournalPage page(String stream, long after, int limit) {
    return JournalPage.of(
        journal.read(stream, after, limit).stream().map(JournalRow::of).toList(), limit);
  }
}
