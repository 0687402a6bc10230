package io.replicamedic.lab;

/** Which managed service a lab's replica behaves like; chosen in {@link LabSettings}. */
public enum Personality {
  /** Its stop looks at the applier only: the ghost of incident 1. */
  AURORA_V3("aurora-v3");

  private final String file;

  Personality(String file) {
    this.file = file;
  }

  SqlScript procedures() {
    return SqlScript.named(file + ".sql");
  }

  SqlScript accounts() {
    return SqlScript.named(file + "-accounts.sql");
  }
}
