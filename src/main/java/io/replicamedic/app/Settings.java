package io.replicamedic.app;

import io.replicamedic.controls.Remediation;
import io.replicamedic.replication.ChannelName;
import io.replicamedic.replication.ReplicationKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The service's configuration under {@code replica-medic}; see README.md for what each means. The
 * databases are not in it: each is read by itself ({@link Configuration}).
 *
 * @param remediation on, observe-only (default) or off
 * @param apiKeys who may call
 */
@Validated
@ConfigurationProperties("replica-medic")
public record Settings(
    @DefaultValue("observe-only") Remediation remediation,
    @DefaultValue List<@Valid Key> apiKeys,
    @DefaultValue @Valid Workflow workflow,
    @DefaultValue @Valid Aws aws,
    @DefaultValue @Valid Discovery discovery,
    @DefaultValue @Valid Network network,
    @DefaultValue Replication replication,
    @DefaultValue @Valid Polling polling,
    @DefaultValue @Valid History history,
    @DefaultValue @Valid Downtime downtime,
    @DefaultValue @Valid Alarms alarms) {

  /** A named API key: the SHA-256 of it, never itself. */
  public record Key(
      @NotNull(message = KEY_NAME) @Pattern(regexp = "[A-Za-z0-9._-]{1,60}", message = KEY_NAME)
          String name,
      @NotNull(message = KEY_HASH) @Pattern(regexp = "[0-9a-fA-F]{64}", message = KEY_HASH)
          String sha256) {}

  /**
   * One registered database.
   *
   * @param tls of this service's own sessions: {@link io.replicamedic.outside.Tls.Mode}, or as it
   *     was once said, true for required and false for preferred
   * @param ca {@code file:} and the path of a PEM bundle; empty = the CAs that Java trusts
   */
  public record Db(
      @NotNull(message = ID_HELP) @Pattern(regexp = ID, message = ID_HELP) String id,
      @DefaultValue("aurora-mysql") String engine,
      @DefaultValue("external-binlog") ReplicationKind kind,
      @NotBlank String host,
      @DefaultValue("3306") @Min(1) @Max(65535) int port,
      @NotBlank String user,
      @NotNull(message = PASSWORD_HELP) @Pattern(regexp = PASSWORD, message = PASSWORD_HELP)
          String password,
      @DefaultValue("true") @Pattern(regexp = TLS, message = TLS_HELP) String tls,
      @DefaultValue("") @Pattern(regexp = CA, message = CA_HELP) String ca,
      @Valid @Nullable Identity aws,
      @Valid @Nullable Source source,
      @DefaultValue List<@Valid Source> sources) {
    @AssertTrue(message = "source and sources: one for each channel, whose names ignore case")
    boolean isOneSourceForEachChannel() {
      List<String> channels = channels().map(Source::channelName).toList();
      return channels.size() == Set.copyOf(channels).size();
    }

    /** The default channel's source, and those of named ones. */
    Stream<Source> channels() {
      return Stream.concat(Stream.ofNullable(source), sources.stream());
    }
  }

  /**
   * The source that a replica should replicate from.
   *
   * @param host as the database reaches it
   * @param ssl whether replication is encrypted
   * @param tls of this service's own sessions to it; absent = as replication is
   * @param serviceHost as this service reaches it, when that differs
   * @param reach service (default) or database-only
   * @param aws what the RDS API calls it, for its failovers
   * @param channel whose source it is; "" is the default channel
   */
  public record Source(
      @NotBlank String host,
      @DefaultValue("3306") @Min(1) @Max(65535) int port,
      @NotBlank String user,
      @NotNull(message = REFERENCE_HELP) @Pattern(regexp = PASSWORD, message = REFERENCE_HELP)
          String password,
      @DefaultValue("true") boolean ssl,
      @Nullable @Pattern(regexp = TLS, message = TLS_HELP) String tls,
      @DefaultValue("") @Pattern(regexp = CA, message = CA_HELP) String ca,
      @Nullable String serviceHost,
      @Nullable @Min(1) @Max(65535) Integer servicePort,
      @DefaultValue("service") Reach reach,
      @DefaultValue List<String> addresses,
      @Valid @Nullable Identity aws,
      @DefaultValue("") @Pattern(regexp = ChannelName.PATTERN, message = ChannelName.HELP)
          String channel) {
    /** As the server keeps it. */
    String channelName() {
      return ChannelName.of(channel);
    }
  }

  /**
   * What the RDS API calls the database; without it its network is never touched.
   *
   * @param cluster DBClusterIdentifier
   * @param instance DBInstanceIdentifier; not needed for a cluster's writer
   * @param region where it is; replica-medic.aws.region unless said
   * @param role ARN of the role to assume for it; replica-medic.aws.role unless said, empty = none
   * @param externalId what that role's trust policy asks for; replica-medic.aws.external-id unless
   *     said
   */
  public record Identity(
      @Nullable String cluster,
      @Nullable String instance,
      @Nullable @Pattern(regexp = REGION, message = REGION_HELP) String region,
      @Nullable @Pattern(regexp = ROLE, message = ROLE_HELP) String role,
      @Nullable @Pattern(regexp = EXTERNAL_ID, message = EXTERNAL_ID_HELP) String externalId) {
    @AssertTrue(message = "name the cluster or the instance")
    boolean isNamed() {
      return cluster != null || instance != null;
    }
  }

  /**
   * How AWS is reached; credentials come from the SDK's own chain (IRSA, instance profile, …).
   *
   * @param region empty = the SDK's own chain; a database may name another
   * @param role ARN of a role to assume for each call; empty = none; a database may name another
   * @param externalId what that role's trust policy asks for; empty = nothing
   * @param endpoint instead of AWS's own, for laboratories
   * @param timeout for one call, repetitions of a reading included
   * @param watch how often the RDS API is asked in the background about all databases; 0 = only
   *     when it must be known
   */
  public record Aws(
      @DefaultValue("") @Pattern(regexp = REGION, message = REGION_HELP) String region,
      @DefaultValue("") @Pattern(regexp = ROLE, message = ROLE_HELP) String role,
      @DefaultValue("") @Pattern(regexp = EXTERNAL_ID, message = EXTERNAL_ID_HELP)
          String externalId,
      @Nullable URI endpoint,
      @DefaultValue("5s") Duration timeout,
      @DefaultValue("1m") Duration watch) {
    @AssertTrue(message = "watch must be 0, or 10s to 1h")
    boolean isBearable() {
      return watch.isZero()
          || (watch.compareTo(Duration.ofSeconds(10)) >= 0
              && watch.compareTo(Duration.ofHours(1)) <= 0);
    }

    // A call that outlives its instance's lease arrives beside another's (design.md, Zombies).
    @AssertTrue(message = "timeout must be shorter than 8s, after which an instance counts as dead")
    boolean isShorterThanLease() {
      return timeout.compareTo(LEASE) < 0;
    }
  }

  /**
   * Whether databases that nobody registered are shown.
   *
   * @param tag key of the tag that they, or their cluster, must have
   * @param value that it must have; empty = any
   * @param interval from one question to the RDS API to the next
   */
  public record Discovery(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("replica-medic") @NotBlank String tag,
      @DefaultValue("") String value,
      @DefaultValue("5m") Duration interval) {
    @AssertTrue(message = "interval must be 30s to 1d")
    boolean isBearable() {
      return interval.compareTo(Duration.ofSeconds(30)) >= 0
          && interval.compareTo(Duration.ofDays(1)) <= 0;
    }
  }

  /**
   * Patience of the network rungs.
   *
   * @param means which may cut the egress, the preferred first
   * @param longestCut egress is given back after that at the latest
   * @param reserve part of it that is kept for giving back
   * @param swapLag what AWS may take to put a change of a database's groups in force
   * @param watch between two looks at a cut that is being held
   */
  public record Network(
      @DefaultValue({"security-group", "network-acl", "group-swap"}) List<Means> means,
      @DefaultValue("15m") Duration longestCut,
      @DefaultValue("30s") Duration reserve,
      @DefaultValue("20s") Duration patience,
      @DefaultValue("250ms") Duration pause,
      @DefaultValue("3m") Duration swapLag,
      @DefaultValue("5s") Duration watch,
      @DefaultValue("1m") Duration sentinel) {
    @AssertTrue(message = "longest-cut must be longer than reserve")
    boolean isLongEnough() {
      return longestCut.compareTo(reserve) > 0;
    }
  }

  /** Ways to keep a database from its source. */
  public enum Means {
    SECURITY_GROUP,
    NETWORK_ACL,
    GROUP_SWAP;

    /** As requests and plans call it. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** From where a source can be reached. */
  public enum Reach {
    SERVICE,
    DATABASE_ONLY
  }

  /**
   * Patience of the engine.
   *
   * @param grace after an obligation's deadline: from then on it is discharged apart from its
   *     workflow, and an alarm is raised
   */
  public record Workflow(
      @DefaultValue("100ms") Duration poll,
      @DefaultValue("2m") Duration unreadable,
      @DefaultValue("1m") Duration progressing,
      @DefaultValue("3") int setbacks,
      @DefaultValue("3") int attempts,
      @DefaultValue("5s") Duration waitingPoll,
      @DefaultValue("10s") Duration sweep,
      @DefaultValue("15s") Duration grace) {
    @AssertTrue(message = "grace must not be negative")
    boolean isPatient() {
      return !grace.isNegative();
    }
  }

  /**
   * How replicas are watched.
   *
   * @param interval from one reading of a replica to the next; 0 = read only when asked for
   * @param sourceInterval the same for the sources, of which errant transactions and purged binlogs
   *     are learnt
   * @param stale a reading older than this says nothing of now
   */
  public record Polling(
      @DefaultValue("5s") Duration interval,
      @DefaultValue("1m") Duration sourceInterval,
      @DefaultValue("1m") Duration stale) {
    @AssertTrue(message = "interval must be 0, or 1s to 10m")
    boolean isBearable() {
      return interval.isZero()
          || (interval.compareTo(Duration.ofSeconds(1)) >= 0
              && interval.compareTo(Duration.ofMinutes(10)) <= 0);
    }

    @AssertTrue(message = "source-interval must be at least 1s")
    boolean isBearableToSources() {
      return sourceInterval.compareTo(Duration.ofSeconds(1)) >= 0;
    }

    // One reading may be late without anybody being told that nothing is known.
    // What cannot be read is tried every 30 s at last, and is UNREACHABLE until then, not STALE.
    @AssertTrue(message = "stale must be at least 45s, and three times interval")
    boolean isPatient() {
      return stale.compareTo(Duration.ofSeconds(45)) >= 0
          && stale.compareTo(interval.multipliedBy(3)) >= 0;
    }

    boolean isOn() {
      return interval.isPositive();
    }
  }

  /**
   * What is kept of readings in the store.
   *
   * @param sampleInterval from one sample of a replica to the next
   * @param samples for how long they are kept
   * @param changes for how long changes of state are
   * @param changesPerReplica how many of them at most
   * @param buffer how many of each wait in memory while the store is away
   */
  public record History(
      @DefaultValue("1m") Duration sampleInterval,
      @DefaultValue("1d") Duration samples,
      @DefaultValue("90d") Duration changes,
      @DefaultValue("10000") @Min(100) @Max(1_000_000) int changesPerReplica,
      @DefaultValue("10000") @Min(1000) @Max(1_000_000) int buffer) {
    @AssertTrue(message = "sample-interval must be 10s to 1h")
    boolean isThin() {
      return sampleInterval.compareTo(Duration.ofSeconds(10)) >= 0
          && sampleInterval.compareTo(Duration.ofHours(1)) <= 0;
    }

    @AssertTrue(message = "samples must be at least sample-interval, and at most 90d")
    boolean isBounded() {
      return samples.compareTo(sampleInterval) >= 0 && samples.compareTo(Duration.ofDays(90)) <= 0;
    }

    @AssertTrue(message = "changes must be kept at least as long as samples, and at most 3650d")
    boolean isLongerThanSamples() {
      return changes.compareTo(samples) >= 0 && changes.compareTo(Duration.ofDays(3650)) <= 0;
    }
  }

  /**
   * How long people may say that a database will be unwell.
   *
   * @param longest from when it is said
   */
  public record Downtime(@DefaultValue("7d") Duration longest) {
    @AssertTrue(message = "longest must be 1m to 90d")
    boolean isBounded() {
      return longest.compareTo(Duration.ofMinutes(1)) >= 0
          && longest.compareTo(Duration.ofDays(90)) <= 0;
    }
  }

  /** How people learn of alarms, besides log and metrics. */
  public record Alarms(@Valid @Nullable Webhook webhook) {}

  /**
   * Where alarms are posted to, signed as Standard Webhooks says.
   *
   * @param url text on purpose, as the secret: what is wrong with them is said without showing them
   * @param secret reference to {@code whsec_…}
   * @param timeout for connecting, and for the answer
   */
  public record Webhook(
      @DefaultValue("") String url,
      @DefaultValue("") String secret,
      @DefaultValue("10s") Duration timeout) {
    @AssertTrue(
        message =
            "replica-medic.alarms.webhook.url must be http or https, with a host, without user,"
                + " password or fragment")
    boolean isPostable() {
      try {
        return io.replicamedic.adapter.notify.Webhook.acceptable(URI.create(url));
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @AssertTrue(message = "replica-medic.alarms.webhook.secret must be " + REFERENCE_HELP)
    boolean isSecretByReference() {
      return secret.matches(REFERENCE);
    }

    @AssertTrue(message = "timeout must be positive and at most 30s")
    boolean isBounded() {
      return timeout.isPositive() && timeout.compareTo(Duration.ofSeconds(30)) <= 0;
    }
  }

  /** Patience of the replication rungs. */
  public record Replication(
      @DefaultValue("20s") Duration callWait,
      @DefaultValue("500ms") Duration effect,
      @DefaultValue("10s") Duration stability,
      @DefaultValue("1m") Duration start,
      @DefaultValue("15m") Duration configurationOwed,
      @DefaultValue("24h") Duration gateExpiry,
      @DefaultValue("2s") Duration statusFreshFor) {}

  private static final String TLS =
      "true|false|disabled|preferred|required|verify-ca|verify-identity";
  private static final String TLS_HELP =
      "disabled, preferred, required, verify-ca or verify-identity";
  private static final String CA = "|file:/.+";
  private static final String CA_HELP = "file:/path of a PEM file with CA certificates";
  private static final Duration LEASE = Duration.ofSeconds(8);
  private static final String REGION = "([a-z]{2,}(-[a-z]+)+-[0-9]+)?";
  private static final String REGION_HELP = "a region such as eu-west-1, or empty";
  private static final String ROLE = "(arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+)?";
  private static final String ROLE_HELP =
      "the ARN of an IAM role, arn:aws:iam::123456789012:role/name, or empty for none";
  private static final String EXTERNAL_ID = "([A-Za-z0-9_+=,.@:/-]{2,1224})?";
  private static final String EXTERNAL_ID_HELP =
      "2 to 1224 of A-Z a-z 0-9 _ + = , . @ : / -, or empty";

  /** What a database's id looks like. */
  static final String ID = "[a-z0-9][a-z0-9-]{0,39}";

  private static final String ID_HELP = "1 to 40 of a-z 0-9 -";
  private static final String KEY_NAME = "1 to 60 of A-Z a-z 0-9 . _ -";
  private static final String KEY_HASH = "the SHA-256 of the key, 64 hexadecimal digits";
  private static final String REFERENCE =
      "(env:[A-Za-z_][A-Za-z0-9_]*|file:/.+|aws-secretsmanager:[A-Za-z0-9/_+=.@:-]+(#[^#]+)?)";
  private static final String REFERENCE_HELP =
      "a reference, env:NAME, file:/path or aws-secretsmanager:NAME, never the password itself";
  private static final String PASSWORD = "(iam|" + REFERENCE + ")";
  private static final String PASSWORD_HELP = REFERENCE_HELP + "; or iam for RDS's tokens";
}
