package io.replicamedic.lab;

/** Which {@link Cloud} a lab has; part of {@link LabSettings}. */
public enum CloudKind {
  /** None: the replica's connections are not filtered. */
  NONE,
  /** Our scripted {@link AwsEndpoint}. */
  ENDPOINT,
  /** Moto, which nobody here wrote. */
  MOTO;

  /** The one place where clouds are started. */
  Cloud start() {
    return switch (this) {
      case NONE -> throw new IllegalStateException("this lab has no cloud");
      case ENDPOINT -> AwsEndpoint.start();
      case MOTO -> Moto.start();
    };
  }
}
