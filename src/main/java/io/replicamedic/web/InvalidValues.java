package io.replicamedic.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/** Problems about values, each with the list of fields and what is wrong with them. */
final class InvalidValues {
  private InvalidValues() {}

  /** A body that could be read and is not acceptable. */
  static Problem inBody(MethodArgumentNotValidException e, String path) {
    return problem(e.getBindingResult().getFieldErrors().stream().map(InvalidValues::of), path);
  }

  /** Parameters, headers or a body that are not acceptable. */
  static Problem ofCall(HandlerMethodValidationException e, String path) {
    return problem(
        e.getParameterValidationResults().stream()
            .flatMap(
                result ->
                    result.getResolvableErrors().stream()
                        .map(
                            error ->
                                error instanceof FieldError inBody
                                    ? of(inBody)
                                    : field(
                                        name(result.getMethodParameter()),
                                        String.valueOf(error.getDefaultMessage())))),
        path);
  }

  /** A parameter that is no number, no boolean, no time. */
  static Problem unreadable(String name, TypeMismatchException e, String path) {
    Class<?> wanted = e.getRequiredType();
    return problem(Stream.of(field(name, "cannot be read as " + words(wanted))), path);
  }

  private static String words(@Nullable Class<?> wanted) {
    if (wanted == null) {
      return "needed";
    }
    if (wanted == WaitTime.class) {
      return "a time, which looks like 30s, 30 or PT30S";
    }
    return wanted == Instant.class
        ? "a moment, which looks like 2026-11-27T12:00:00Z"
        : wanted.getSimpleName() + (wanted.isEnum() ? ": " + constants(wanted) : "");
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  /** A parameter that must be there. */
  static Problem missing(String name, String path) {
    return problem(Stream.of(field(name, "is required")), path);
  }

  private static Problem problem(Stream<Map<String, String>> found, String path) {
    List<Map<String, String>> fields =
        found.sorted((one, other) -> one.toString().compareTo(other.toString())).toList();
    Map<String, String> first = fields.getFirst();
    return Problem.of(
            Fault.INVALID_REQUEST,
            "'" + first.get("field") + "' " + first.get("message"),
            "correct the fields listed",
            path)
        .with("fields", fields);
  }

  private static Map<String, String> of(FieldError error) {
    return field(error.getField(), String.valueOf(error.getDefaultMessage()));
  }

  private static Map<String, String> field(String name, String message) {
    return Map.of("field", name, "message", message);
  }

  // As the caller knows it: a header by its own name.
  private static String name(MethodParameter parameter) {
    return Optional.ofNullable(parameter.getParameterAnnotation(RequestHeader.class))
        .map(RequestHeader::name)
        .filter(name -> !name.isEmpty())
        .or(() -> Optional.ofNullable(parameter.getParameterName()))
        .orElse("?");
  }
}
