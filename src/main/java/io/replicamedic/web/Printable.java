package io.replicamedic.web;

import java.net.URI;
import java.time.Instant;

/** A view that can also be read by a person at a terminal; written by {@link PlainText}. */
interface Printable {

  /**
   * The view as aligned plain text, ended by a line break.
   *
   * @param reader what the text depends on besides the view
   */
  String text(Reader reader);

  /**
   * Who reads, and when.
   *
   * @param service the service's address as the reader called it, for commands to copy
   */
  record Reader(URI service, Instant now) {}
}
