package io.replicamedic.web;

import io.replicamedic.fleet.DatabaseMisconfigured;
import io.replicamedic.fleet.Registry;
import io.replicamedic.fleet.UnknownDatabase;
import io.replicamedic.obligation.DamagedObligation;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationDamaged;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.workflow.NotPossible;
import io.replicamedic.workflow.OrderRefused;
import io.replicamedic.workflow.WorkflowDamaged;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns the other rooms' typed errors into problems; asked by MVC before {@link WebFaults}. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DomainFaults {
  /** CR_SSL_CONNECTION_ERROR. */
  private static final int SSL_CONNECTION_ERROR = 2026;

  private final Registry registry;

  private final Obligations obligations;

  DomainFaults(Registry registry, Obligations obligations) {
    this.registry = registry;
    this.obligations = obligations;
  }

  @ExceptionHandler
  ResponseEntity<Object> damaged(ObligationDamaged e, HttpServletRequest request) {
    Problem problem =
        Problem.of(
            Fault.OBLIGATION_DAMAGED,
            message(e),
            "undo it by hand: the OWED rows of its workflow's journal have its undo and the"
                + " commands; then, in the store, set the state of its row to CLOSED and delete the"
                + " rows of claim that its claims name; or repair the row, or upgrade if a newer"
                + " version wrote it",
            request.getRequestURI());
    return obligations.damaged().stream()
        .filter(each -> each.id().equals(e.id()))
        .findFirst()
        .map(each -> problem.with("journal", ObligationsView.DamagedLine.journal(each)))
        .orElse(problem)
        .answer();
  }

  // What it owes is discharged all the same; what is left for a person is the record.
  @ExceptionHandler
  ResponseEntity<Object> damaged(WorkflowDamaged e, HttpServletRequest request) {
    String journal = Media.BASE + "/workflows/" + e.id() + "/journal";
    Stream<String> whole =
        obligations.open().stream()
            .filter(each -> each.workflowId().equals(e.id()))
            .map(Obligation::id);
    Stream<String> damaged =
        obligations.damaged().stream()
            .filter(each -> each.workflowId().equals(e.id()))
            .map(DamagedObligation::id);
    List<String> owed =
        Stream.concat(whole, damaged).map(id -> Media.BASE + "/obligations/" + id).toList();
    return Problem.of(
            Fault.WORKFLOW_DAMAGED,
            message(e),
            "what it did is in "
                + journal
                + "; what it owes is discharged without it after its deadline; repair its row in"
                + " the store, or upgrade if a newer version wrote it",
            request.getRequestURI())
        .with("workflow", e.id())
        .with("journal", journal)
        .with("obligations", owed)
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> unknown(UnknownDatabase e, HttpServletRequest request) {
    String ids = registry.all().stream().map(Database::id).collect(Collectors.joining(", "));
    return Problem.of(
            Fault.UNKNOWN_DATABASE,
            message(e),
            ids.isEmpty()
                ? "none is registered: add it under replica-medic.databases and restart"
                : "registered are: " + ids,
            request.getRequestURI())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> notPossible(NotPossible e, HttpServletRequest request) {
    HttpStatus status =
        switch (e.code()) {
          case "no-such-workflow" -> HttpStatus.NOT_FOUND;
          case "unknown-option" -> HttpStatus.UNPROCESSABLE_CONTENT;
          default -> HttpStatus.CONFLICT;
        };
    return Problem.of(
            status,
            e.code(),
            "Not possible as the workflow is",
            message(e),
            e.remedy(),
            request.getRequestURI())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(OrderRefused e, HttpServletRequest request) {
    return Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            e.code(),
            "This cannot be done as asked",
            message(e),
            e.remedy(),
            request.getRequestURI())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> unreachable(DatabaseUnreachable e, HttpServletRequest request) {
    return Problem.of(
            Fault.DATABASE_UNREACHABLE,
            message(e),
            switch (e.errno()) {
              case 0 -> "check that " + e.endpoint() + " answers from where this service runs";
              case SSL_CONNECTION_ERROR ->
                  "check its certificate, and tls and ca of that database in the configuration";
              default ->
                  "MySQL error " + e.errno() + ": check the account and its grants on that server";
            },
            request.getRequestURI())
        .with("role", e.role())
        .with("endpoint", e.endpoint().toString())
        .with("errno", e.errno())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> misconfigured(DatabaseMisconfigured e, HttpServletRequest request) {
    MisconfiguredView view = MisconfiguredView.of(e.misconfigured());
    return Problem.of(
            Fault.DATABASE_MISCONFIGURED,
            message(e),
            "correct the configuration as said after each ->, and restart",
            request.getRequestURI())
        .with("place", view.place())
        .with("problems", view.problems())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> secret(SecretMissing e, HttpServletRequest request) {
    return Problem.of(
            Fault.SECRET_MISSING,
            message(e),
            "provide what the reference names to the service, or let it read it",
            request.getRequestURI())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> refusal(Refusal e, HttpServletRequest request) {
    return e.problem(request.getRequestURI()).answer();
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }
}
