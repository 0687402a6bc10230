package io.replicamedic.web;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ResponseEntity;

/**
 * Answers of single reads with their ETag; MVC turns them into 304 for If-None-Match. The tags are
 * weak: one version has a JSON and a plain text form, which are not the same bytes.
 */
final class ETags {
  private ETags() {}

  /** For things that count their versions. */
  static <V> ResponseEntity<V> versioned(long version, V view) {
    return tagged(Long.toString(version), view);
  }

  /** For things that count theirs, with others beside them that may change. */
  static <V> ResponseEntity<V> versioned(long version, Object beside, V view) {
    return tagged(version + "-" + Integer.toHexString(beside.hashCode()), view);
  }

  /** For things that do not: the content is the version. */
  static <V extends Record> ResponseEntity<V> ofContent(V view) {
    byte[] content = Wire.JSON.writeValueAsString(view).getBytes(StandardCharsets.UTF_8);
    return tagged(UUID.nameUUIDFromBytes(content).toString(), view);
  }

  private static <V> ResponseEntity<V> tagged(String tag, V view) {
    return ResponseEntity.ok().eTag("W/\"" + tag + "\"").body(view);
  }
}
