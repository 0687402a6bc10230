package io.replicamedic.adapter.mysql;

import java.nio.charset.StandardCharsets;

/**
 * The variable-length numbers of mysql::serialization: as many one bits at the low end of the first
 * byte as bytes follow, then the value; a signed one has its sign in the lowest bit of the value.
 */
record VariableLength(Buffer in) {
  boolean hasMore() {
    return in.hasMore();
  }

  long unsigned() {
    int first = in.small(1);
    int following = Integer.numberOfTrailingZeros(~first);
    if (following >= 8) {
      return in.number(8);
    }
    long high = in.number(following);
    return (first >>> (following + 1)) | (high << (7 - following));
  }

  long signed() {
    long value = unsigned();
    return (value & 1) == 0 ? value >>> 1 : -(value >>> 1) - 1;
  }

  /** Each byte is a number of its own. */
  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) unsigned();
    }
    return bytes;
  }

  String text() {
    return new String(in.take((int) unsigned()), StandardCharsets.UTF_8);
  }
}
