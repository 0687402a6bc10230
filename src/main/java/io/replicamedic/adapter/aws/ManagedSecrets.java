package io.replicamedic.adapter.aws;

import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of AWS Secrets Manager, {@code aws-secretsmanager:NAME_OR_ARN#jsonKey}. Each is asked for
 * once a minute at most, by one at a time, and anew when a server refuses it, so that a thousand
 * logins cost a call or two. While AWS does not answer, what it said last is used.
 */
final class ManagedSecrets implements Secrets {
  private static final String SCHEME = "aws-secretsmanager:";
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** It is not there, is to be deleted, or its key is not to be had. */
  private static final Set<String> GONE =
      Set.of("ResourceNotFoundException", "InvalidRequestException", "DecryptionFailure");

  private final BiFunction<String, String, String> asking;
  private final Clock clock;
  private final Map<String, Kept> all = new ConcurrentHashMap<>();

  /**
   * Asks nothing yet.
   *
   * @param asking the secret of a region (empty = ours) and a name, or CloudUnreadable
   */
  ManagedSecrets(BiFunction<String, String, String> asking, Clock clock) {
    this.asking = asking;
    this.clock = clock;
  }

  @Override
  public String resolve(String reference) {
    return value(reference, FRESH);
  }

  @Override
  public String resolveAnew(String reference) {
    return value(reference, Duration.ZERO);
  }

  private String value(String reference, Duration fresh) {
    if (!reference.startsWith(SCHEME)) {
      throw new SecretMissing("(withheld)", "it must be " + SCHEME + "NAME_OR_ARN");
    }
    String[] parts = reference.substring(SCHEME.length()).split("#", 2);
    Kept kept = all.computeIfAbsent(parts[0], Kept::new);
    try {
      return SecretText.value(kept.text(fresh), parts.length == 2 ? parts[1] : "");
    } catch (CloudUnreadable | IllegalArgumentException e) {
      throw new SecretMissing(reference, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Whether AWS refuses it; to be throttled, or an error of its own, says nothing of the secret.
   */
  private static boolean isNo(CloudUnreadable why) {
    return why.denied() || GONE.contains(why.code());
  }

  /** {@code arn:aws:secretsmanager:eu-west-1:123456789012:secret:name} says where it is. */
  private static String region(String name) {
    String[] parts = name.split(":", 5);
    return parts.length == 5 && parts[0].equals("arn") ? parts[3] : "";
  }

  /** One secret as it was told last. */
  private final class Kept {
    private final String name;
    private final ReentrantLock asked = new ReentrantLock();
    private @Nullable String text;
    private @Nullable CloudUnreadable failure;
    private Instant at = Instant.EPOCH;

    Kept(String name) {
      this.name = name;
    }

    String text(Duration fresh) {
      Instant came = clock.instant();
      asked.lock();
      try {
        // What another learnt while we waited for him is as good as what we would learn.
        boolean old = failure != null || !at.plus(fresh).isAfter(came);
        if (old && !at.isAfter(came)) {
          ask();
        }
        return told(fresh);
      } finally {
        asked.unlock();
      }
    }

    private String told(Duration fresh) {
      CloudUnreadable why = failure;
      String known = text;
      if (why != null && (known == null || fresh.isZero() || isNo(why))) {
        throw why;
      }
      if (known == null) {
        throw new IllegalStateException("nothing was asked");
      }
      return known;
    }

    private void ask() {
      try {
        text = asking.apply(region(name), name);
        failure = null;
      } catch (CloudUnreadable e) {
        failure = e;
      }
      at = clock.instant();
    }
  }
}
