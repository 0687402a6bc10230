package io.replicamedic.adapter.mysql;

/** A compressed transaction (binlog_transaction_compression): all its events but the first. */
final class Payload {
  private static final int END = 0;
  private static final int COMPRESSION = 2;
  private static final int UNCOMPRESSED_SIZE = 3;
  private static final int ZSTD = 0;
  private static final int NONE = 255;

  private final boolean compressed;
  private final int uncompressed;
  private final byte[] content;

  Payload(boolean compressed, int uncompressed, byte[] content) {
    this.compressed = compressed;
    this.uncompressed = uncompressed;
    this.content = content;
  }

  boolean compressed() {
    return compressed;
  }

  int uncompressed() {
    return uncompressed;
  }

  byte[] content() {
    return content;
  }

  static Payload of(byte[] body) {
    Buffer in = new Buffer(body);
    int compression = NONE;
    int uncompressed = -1;
    for (int field = in.packed(); field != END; field = in.packed()) {
      Buffer value = new Buffer(in.take(in.packed()));
      switch (field) {
        case COMPRESSION -> compression = value.packed();
        case UNCOMPRESSED_SIZE -> uncompressed = value.packed();
        default -> {} // its own size: the rest of the event
      }
    }
    if (compression != ZSTD && compression != NONE) {
      throw new IllegalStateException("compressed in an unknown way (" + compression + ")");
    }
    byte[] content = in.take(in.left());
    return new Payload(
        compression == ZSTD, uncompressed < 0 ? content.length : uncompressed, content);
  }
}
