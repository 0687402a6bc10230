package io.replicamedic.web;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what MVC itself refuses into problems, and everything unforeseen into an incident. */
@RestControllerAdvice
class WebFaults extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(WebFaults.class);

  @ExceptionHandler
  ResponseEntity<Object> incident(RuntimeException e, WebRequest request) {
    return incident((Throwable) e, path(request)).answer();
  }

  /** Logged under a random id; the caller is told the id and nothing else. */
  static Problem incident(Throwable e, String path) {
    String id = UUID.randomUUID().toString();
    log.error("incident {} on {}", id, path, e);
    return Problem.of(
            Fault.INTERNAL_ERROR,
            "something unforeseen happened; it is in the service's log under this incident id",
            "search the log for " + id + "; what was done so far is in the journal",
            path)
        .with("incident", id);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (request instanceof ServletWebRequest servlet
        && servlet.getResponse() != null
        && servlet.getResponse().isCommitted()) {
      return null;
    }
    return problem(e, status, path(request)).answer(headers);
  }

  private static Problem problem(Exception e, HttpStatusCode status, String path) {
    return switch (e) {
      case HttpMessageNotReadableException unreadable -> UnreadableBody.problem(unreadable, path);
      case MethodArgumentNotValidException invalid -> InvalidValues.inBody(invalid, path);
      case HandlerMethodValidationException invalid -> InvalidValues.ofCall(invalid, path);
      case MethodArgumentTypeMismatchException mismatch ->
          InvalidValues.unreadable(mismatch.getName(), mismatch, path);
      case TypeMismatchException mismatch ->
          InvalidValues.unreadable(
              Optional.ofNullable(mismatch.getPropertyName()).orElse("?"), mismatch, path);
      case MissingServletRequestParameterException missing ->
          InvalidValues.missing(missing.getParameterName(), path);
      case MissingRequestValueException missing ->
          Problem.of(
              Fault.BAD_REQUEST,
              String.valueOf(missing.getMessage()),
              "send it: /v3/api-docs",
              path);
      case NoResourceFoundException none -> unknownPath(path);
      case NoHandlerFoundException none -> unknownPath(path);
      case HttpRequestMethodNotSupportedException method ->
          Problem.of(
              Fault.METHOD_NOT_ALLOWED,
              method.getMethod() + " is not taken here",
              "taken are: " + Optional.ofNullable(method.getSupportedHttpMethods()).orElseThrow(),
              path);
      case HttpMediaTypeNotAcceptableException form ->
          Problem.of(
              Fault.NOT_ACCEPTABLE,
              "the answer has no form that the Accept header names",
              "accept one of " + form.getSupportedMediaTypes(),
              path);
      case HttpMediaTypeNotSupportedException type ->
          Problem.of(
              Fault.UNSUPPORTED_MEDIA_TYPE,
              "the body's type is " + type.getContentType(),
              "send Content-Type: application/json",
              path);
      default -> other(e, status, path);
    };
  }

  private static Problem other(Exception e, HttpStatusCode status, String path) {
    if (status.is4xxClientError()) {
      return Problem.of(
          Fault.BAD_REQUEST,
          "the request cannot be understood",
          "the API is described in /v3/api-docs",
          path);
    }
    return incident(e, path);
  }

  private static Problem unknownPath(String path) {
    return Problem.of(
        Fault.UNKNOWN_PATH,
        "there is nothing at this path",
        "the paths are in /v3/api-docs; the API begins with " + Media.BASE,
        path);
  }

  private static String path(WebRequest request) {
    return request instanceof ServletWebRequest servlet ? servlet.getRequest().getRequestURI() : "";
  }
}
