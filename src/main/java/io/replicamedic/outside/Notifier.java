package io.replicamedic.outside;

/** Tells people by another system: whoever is on call must learn of an alarm. */
public interface Notifier {
  /** One attempt; never throws for what the other system does. */
  Told tell(Notice notice);

  /** What an attempt came to. */
  sealed interface Told {
    /** The other system took it. */
    record Delivered() implements Told {}

    /** Not this time; it is worth trying again. */
    record Failed(String why) implements Told {}

    /** Nobody is configured to be told. */
    record Nobody() implements Told {}
  }
}
