package io.replicamedic.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** What a caller without a known key, or without the right, is answered: problems, too. */
final class Walls implements AuthenticationEntryPoint, AccessDeniedHandler {
  private static final String CHALLENGE = "Bearer realm=\"replica-medic\"";

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    boolean unknown = request.getAttribute(ApiKeyFilter.UNKNOWN_KEY) != null;
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + (unknown ? ", error=\"invalid_token\"" : ""));
    ProblemWriter.write(
        response,
        unknown
            ? Problem.of(
                Fault.UNKNOWN_KEY,
                "the key that was sent is none of the configured ones",
                "check the file that the key comes from; its SHA-256 stands in the configuration",
                request.getRequestURI())
            : Problem.of(
                Fault.NO_KEY,
                "no API key was sent",
                "send 'Authorization: Bearer <key>' or 'X-API-Key: <key>' (curl -H @file)",
                request.getRequestURI()));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    ProblemWriter.write(
        response,
        Problem.of(
            Fault.FORBIDDEN,
            "this key may not do that",
            "use a key that may",
            request.getRequestURI()));
  }
}
