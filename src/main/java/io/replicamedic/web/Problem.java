package io.replicamedic.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What every refused or failed request is answered with (RFC 9457).
 *
 * @param instance path that was asked for, never its query
 * @param facts further members, by name
 */
@Schema(description = "RFC 9457 problem details; further members depend on the code")
record Problem(
    @Schema(
            description = "stable identifier of the kind of problem",
            example = "urn:replica-medic:problem:unknown-database")
        String type,
    String title,
    int status,
    @Schema(description = "what is wrong with this very request") String detail,
    @Schema(example = "/api/v1/replicas/nope") String instance,
    @Schema(description = "last part of the type", example = "unknown-database") String code,
    @Schema(description = "what the caller or the operator can do") String remedy,
    @JsonAnyGetter @Schema(hidden = true) Map<String, Object> facts) {

  static final MediaType MEDIA_TYPE = MediaType.APPLICATION_PROBLEM_JSON;

  static Problem of(Fault fault, String detail, String remedy, String instance) {
    return of(fault.status(), fault.code(), fault.title(), detail, remedy, instance);
  }

  static Problem of(
      HttpStatus status, String code, String title, String detail, String remedy, String instance) {
    return new Problem(
        "urn:replica-medic:problem:" + code,
        title,
        status.value(),
        detail,
        instance,
        code,
        remedy,
        Map.of());
  }

  Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Problem(type, title, status, detail, instance, code, remedy, more);
  }

  /** As an answer; the type is set here, so that what the caller accepts is not asked. */
  ResponseEntity<Object> answer(HttpHeaders headers) {
    return ResponseEntity.status(status).headers(headers).contentType(MEDIA_TYPE).body(this);
  }

  ResponseEntity<Object> answer() {
    return answer(HttpHeaders.EMPTY);
  }
}
