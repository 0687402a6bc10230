package io.replicamedic.web;

/** Bounds of parameters, and how they are worded. */
final class Limits {
  /** What RDS calls a database has 63 at most. */
  static final int ID = 80;

  static final String ID_MESSAGE = "must have at most 80 characters";
  static final String IDEMPOTENCY_KEY = "[\\x21-\\x7e]{1,100}";
  static final String IDEMPOTENCY_KEY_MESSAGE = "must be 1 to 100 visible ASCII characters";
  static final int STREAM = 100;
  static final String STREAM_MESSAGE = "must have 1 to 100 characters";
  static final int WORKFLOWS = 200;
  static final String WORKFLOWS_MESSAGE = "must be 1 to 200";
  static final int ROWS = 1000;
  static final String ROWS_MESSAGE = "must be 1 to 1000";
  static final String AFTER_MESSAGE = "must be 0 or more";

  private Limits() {}
}
