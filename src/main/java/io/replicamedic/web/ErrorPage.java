package io.replicamedic.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what failed outside MVC (in a filter, in the container) as a problem, too. */
@Controller
@Hidden
class ErrorPage implements ErrorController {

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Object> error(HttpServletRequest request) {
    String path =
        attribute(request, RequestDispatcher.ERROR_REQUEST_URI, String.class)
            .orElse(request.getRequestURI());
    int status =
        attribute(request, RequestDispatcher.ERROR_STATUS_CODE, Integer.class)
            .orElse(HttpStatus.NOT_FOUND.value());
    Optional<Throwable> cause =
        attribute(request, RequestDispatcher.ERROR_EXCEPTION, Throwable.class);
    if (status >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
      return WebFaults.incident(
              cause.orElseGet(() -> new IllegalStateException("status " + status)), path)
          .answer();
    }
    Fault fault = status == HttpStatus.NOT_FOUND.value() ? Fault.UNKNOWN_PATH : Fault.BAD_REQUEST;
    return Problem.of(
            fault,
            "the request was refused before it was looked at",
            "the API is described in /v3/api-docs",
            path)
        .answer();
  }

  private static <T> Optional<T> attribute(HttpServletRequest request, String name, Class<T> type) {
    return Optional.ofNullable(request.getAttribute(name)).filter(type::isInstance).map(type::cast);
  }
}
