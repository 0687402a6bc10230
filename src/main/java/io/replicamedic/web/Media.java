package io.replicamedic.web;

import org.springframework.http.MediaType;

/** What we speak; JSON stands first wherever both are offered, so that plain curl gets it. */
final class Media {
  static final String BASE = "/api/v1";
  static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  static final String TEXT = MediaType.TEXT_PLAIN_VALUE;
  static final String CSV = "text/csv";

  private Media() {}
}
