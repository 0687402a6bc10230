package io.replicamedic.adapter.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/** Reads an event's bytes; reading past the end is an ArrayIndexOutOfBoundsException. */
final class Buffer {
  private final byte[] bytes;
  private int at;

  Buffer(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  int left() {
    return bytes.length - at;
  }

  byte[] take(int length) {
    if (length < 0 || length > left()) {
      throw new ArrayIndexOutOfBoundsException("event ends after " + left() + " of " + length);
    }
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  void skip(int length) {
    at += length;
  }

  /** Unsigned, least significant byte first. */
  long number(int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (bytes[at++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  int small(int length) {
    return (int) number(length);
  }

  /** MySQL's length-encoded integer. */
  int packed() {
    int first = small(1);
    return switch (first) {
      case 252 -> small(2);
      case 253 -> small(3);
      case 254 -> Math.toIntExact(number(8));
      default -> first;
    };
  }

  String text(int length) {
    return new String(take(length), StandardCharsets.UTF_8);
  }

  /** As many bits as asked for, in whole bytes. */
  BitSet bits(int count) {
    return BitSet.valueOf(take((count + 7) / 8));
  }
}
