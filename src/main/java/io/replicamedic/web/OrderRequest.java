package io.replicamedic.web;

import java.util.Map;

/** The body of a call that orders a workflow, as {@link Orders} reads it. */
interface OrderRequest {
  /** Why, in the caller's words. */
  String reason();

  /** The caller's reference; empty when there is none. */
  String ticketOrNone();

  /** Whether only the plan is asked for. */
  boolean dry();

  /** The playbook's own, as text. */
  Map<String, String> parameters();
}
