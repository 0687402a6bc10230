package io.replicamedic.lab;

/**
 * A state and what clients are shown of it: after a change, for a while, the state from before;
 * kept by the {@link AwsEndpoint}.
 */
final class Seen<T> {
  private T now;
  private T shown;
  private int describesOfOld;

  Seen(T now) {
    this.now = now;
    this.shown = now;
  }

  T now() {
    return now;
  }

  void change(T after) {
    now = after;
  }

  /** That many more looks of clients see the state as it is at this moment. */
  void freezeFor(int describes) {
    shown = now;
    describesOfOld = describes;
  }

  T toClients() {
    if (describesOfOld == 0) {
      return now;
    }
    describesOfOld--;
    return shown;
  }
}
