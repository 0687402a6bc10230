package io.replicamedic.controls;

/** The fences in force; asked by web before an order, and by the engine while it runs. */
public final class Controls {
  private final Remediation remediation;

  /** From configuration. */
  public Controls(Remediation remediation) {
    this.remediation = remediation;
  }

  /** The switch. */
  public Remediation remediation() {
    return remediation;
  }

  /** Whether workflows may act. */
  public boolean mayAct() {
    return remediation == Remediation.ON;
  }
}
