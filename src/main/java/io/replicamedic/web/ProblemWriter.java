package io.replicamedic.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes a problem where there is no MVC: in filters and for the security walls. */
final class ProblemWriter {
  private ProblemWriter() {}

  static void write(HttpServletResponse response, Problem problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE.toString());
    response.getOutputStream().write(Wire.JSON.writeValueAsBytes(problem));
  }
}
