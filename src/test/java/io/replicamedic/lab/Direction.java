package io.replicamedic.lab;

/** Which way the traffic of a rule or an entry goes, seen from whom it belongs to. */
enum Direction {
  INGRESS,
  EGRESS;

  boolean isEgress() {
    return this == EGRESS;
  }
}
