package io.replicamedic.lab;

/** Who asks the {@link AwsEndpoint}: the lab's own questions are told the truth at once. */
enum Asker {
  CLIENT,
  LAB
}
