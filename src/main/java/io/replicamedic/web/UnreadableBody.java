package io.replicamedic.web;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that could not be read, without naming our types. */
final class UnreadableBody {
  private UnreadableBody() {}

  static Problem problem(HttpMessageNotReadableException e, String instance) {
    return switch (e.getCause()) {
      case UnrecognizedPropertyException unknown ->
          Problem.of(
                  Fault.UNKNOWN_FIELD,
                  "'" + unknown.getPropertyName() + "' is not a field of this request",
                  "known are: "
                      + unknown.getKnownPropertyIds().stream()
                          .map(String::valueOf)
                          .collect(Collectors.joining(", ")),
                  instance)
              .with("field", unknown.getPropertyName());
      case StreamConstraintsException tooMuch ->
          Problem.of(
              Fault.BODY_TOO_LARGE,
              "the body is larger or deeper than any request of this API",
              "send at most " + Wire.LARGEST_BODY + " characters",
              instance);
      case StreamReadException malformed ->
          Problem.of(
              Fault.MALFORMED_JSON,
              malformed.getOriginalMessage() + place(malformed.getLocation()),
              "send one JSON object (RFC 8259), each field once",
              instance);
      case MismatchedInputException mismatch ->
          Problem.of(
                  Fault.WRONG_TYPE,
                  mismatch.getPath().isEmpty()
                      ? "the body is not a JSON object"
                      : "'" + field(mismatch) + "' has the wrong type",
                  "the fields and their types are in /v3/api-docs",
                  instance)
              .with("field", field(mismatch));
      case null, default ->
          Problem.of(
              Fault.MISSING_BODY,
              "the body is missing or cannot be read",
              "send a JSON object with Content-Type: application/json",
              instance);
    };
  }

  private static String field(JacksonException e) {
    return e.getPath().stream()
        .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
        .collect(Collectors.joining("."));
  }

  private static String place(@Nullable TokenStreamLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
