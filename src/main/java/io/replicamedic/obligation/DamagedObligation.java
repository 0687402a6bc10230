package io.replicamedic.obligation;

/**
 * What can still be told of an obligation that is not closed and whose record cannot be read: no
 * discharger can act on it, a person must. All but {@code id} and {@code why} is the stored text,
 * unchecked.
 *
 * @param why what is wrong with its record
 */
public record DamagedObligation(
    String id,
    String workflowId,
    String kind,
    String database,
    String state,
    String summary,
    String why) {
  /** As whoever asks for it alone is told. */
  public ObligationDamaged damage() {
    return new ObligationDamaged(id, why);
  }
}
