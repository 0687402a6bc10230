package io.replicamedic.adapter.store;

/** A store that must not be used: it may lose what was acknowledged (law 1). */
final class StoreRefused extends RuntimeException {
  private final String remedy;

  /**
   * @param remedy what the operator can do
   */
  StoreRefused(String why, String remedy) {
    super(why);
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }
}
