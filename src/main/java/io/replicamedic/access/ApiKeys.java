package io.replicamedic.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells whose key was presented; asked by web for every request. */
public final class ApiKeys {
  private final List<Known> keys;

  /** From configuration. */
  public ApiKeys(List<ApiKey> keys) {
    this.keys = keys.stream().map(Known::of).toList();
  }

  /** Name of the key, empty when none matches. Every key is compared, in constant time each. */
  public Optional<String> nameOf(String presented) {
    byte[] hash = sha256(presented);
    Optional<String> name = Optional.empty();
    for (Known key : keys) {
      if (MessageDigest.isEqual(hash, key.hash())) {
        name = Optional.of(key.name());
      }
    }
    return name;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Its hash as bytes: parsed once, not at every request. */
  private record Known(String name, byte[] hash) {
    static Known of(ApiKey key) {
      return new Known(key.name(), HexFormat.of().parseHex(key.sha256().toLowerCase(Locale.ROOT)));
    }
  }
}
