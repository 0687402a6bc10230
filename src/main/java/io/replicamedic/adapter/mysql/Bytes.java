package io.replicamedic.adapter.mysql;

import java.io.ByteArrayOutputStream;

/** Writes a protocol packet. */
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A whole number, least significant byte first. */
  void number(long value, int length) {
    for (int i = 0; i < length; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  void bytes(byte[] bytes) {
    out.writeBytes(bytes);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
