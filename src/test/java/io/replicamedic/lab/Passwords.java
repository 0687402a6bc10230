package io.replicamedic.lab;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random passwords, so that a test can search logs and answers for them; called by the lab. */
final class Passwords {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** 24 characters with a prefix that cannot come from anywhere else. */
  static String random() {
    byte[] bytes = new byte[10];
    RANDOM.nextBytes(bytes);
    return "Pw-" + HexFormat.of().formatHex(bytes) + "!";
  }
}
