package io.replicamedic.adapter.notify;

import io.replicamedic.outside.SecretMissing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as the Standard Webhooks specification says, scheme v1; used by {@link Webhook}. */
final class Signature {
  private static final String HMAC = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private final SecretKeySpec key;

  private Signature(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  /**
   * With a secret as the specification writes it.
   *
   * @param reference named should the secret be none
   * @throws SecretMissing when it is not {@code whsec_} and the base64 of 24 to 64 bytes
   */
  static Signature with(String secret, String reference) {
    String base64 = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Its message cites the secret.
      key = new byte[0];
    }
    if (key.length < SHORTEST || key.length > LONGEST) {
      throw new SecretMissing(
          reference, "a webhook's secret is whsec_ and the base64 of 24 to 64 bytes");
    }
    return new Signature(key);
  }

  /** The header's value. */
  String of(String id, long timestamp, String body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] signed =
          mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + HMAC, e);
    }
  }
}
