package io.replicamedic.lab;

/** How a lab's channel is told where to begin; part of {@link LabSettings}. */
public enum Start {
  /** By GTID. */
  AUTO_POSITION,
  /** At the beginning of the source's first binary log. */
  FILE_AND_POSITION
}
