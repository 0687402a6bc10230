package io.replicamedic.web;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The problems that this room itself can answer with: stable code, status, title. */
enum Fault {
  MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The body is not valid JSON"),
  MISSING_BODY(HttpStatus.BAD_REQUEST, "The request needs a body"),
  UNKNOWN_FIELD(HttpStatus.BAD_REQUEST, "The body has a field that is not known"),
  WRONG_TYPE(HttpStatus.BAD_REQUEST, "A value has the wrong type"),
  INVALID_REQUEST(HttpStatus.BAD_REQUEST, "A value is not acceptable"),
  KEY_IN_URL(HttpStatus.BAD_REQUEST, "A key must not be in the URL"),
  BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be understood"),
  NO_KEY(HttpStatus.UNAUTHORIZED, "An API key is needed"),
  UNKNOWN_KEY(HttpStatus.UNAUTHORIZED, "The API key is not known"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "Not allowed"),
  OBSERVE_ONLY(HttpStatus.FORBIDDEN, "Remediation is observe-only"),
  NOT_REGISTERED(HttpStatus.FORBIDDEN, "The database is discovered, not registered"),
  REMEDIATION_OFF(HttpStatus.FORBIDDEN, "Remediation is off"),
  UNKNOWN_PATH(HttpStatus.NOT_FOUND, "There is nothing at this path"),
  UNKNOWN_DATABASE(HttpStatus.NOT_FOUND, "The database is not registered"),
  NOT_A_REPLICA(HttpStatus.NOT_FOUND, "The database is not a replica"),
  UNKNOWN_OBLIGATION(HttpStatus.NOT_FOUND, "There is no such obligation"),
  NOT_AUDITED(HttpStatus.NOT_FOUND, "The database was not audited yet"),
  UNKNOWN_AUDIT(HttpStatus.NOT_FOUND, "There is no such audit"),
  NO_DOWNTIME(HttpStatus.NOT_FOUND, "The database is in no downtime"),
  NO_SUPPRESSION(HttpStatus.NOT_FOUND, "That finding is not suppressed"),
  UNKNOWN_LATCH(HttpStatus.NOT_FOUND, "Nothing of that kind holds"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path does not take this method"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer has no such form"),
  DATABASE_MISCONFIGURED(HttpStatus.CONFLICT, "The database's configuration is wrong"),
  TARGET_HELD(HttpStatus.CONFLICT, "Another workflow holds it"),
  BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body's media type is not taken"),
  IDEMPOTENCY_KEY_REUSED(
      HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used for another request"),
  UNKNOWN_OBLIGATION_KIND(
      HttpStatus.UNPROCESSABLE_CONTENT, "This version does not know that kind of obligation"),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "This is our fault"),
  WORKFLOW_DAMAGED(HttpStatus.INTERNAL_SERVER_ERROR, "The workflow's record cannot be read"),
  OBLIGATION_DAMAGED(HttpStatus.INTERNAL_SERVER_ERROR, "The obligation's record cannot be read"),
  SECRET_MISSING(
      HttpStatus.INTERNAL_SERVER_ERROR, "A secret that the configuration names is missing"),
  DATABASE_UNREACHABLE(HttpStatus.BAD_GATEWAY, "A database cannot be read"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not right now");

  private final HttpStatus status;
  private final String title;

  Fault(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }

  /** Stable word, part of the problem's type. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
