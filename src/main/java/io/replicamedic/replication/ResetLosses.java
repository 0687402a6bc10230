package io.replicamedic.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which options a reset of the channel would destroy and no procedure of this server can set again
 * (domain.md 2). Asked by the pre-flight of law 5.
 */
public final class ResetLosses {
  /**
   * What is set by every rds_set_external_* procedure, or cannot have been set by the admin user of
   * a managed service (retry count and interval), or follows from replica_net_timeout (heartbeat):
   * reported as differences afterwards, no loss.
   */
  private static final Set<String> NO_LOSS =
      Set.of(
          "HOST",
          "PORT",
          "USER",
          "SSL_ALLOWED",
          "AUTO_POSITION",
          "CONNECTION_RETRY_INTERVAL",
          "CONNECTION_RETRY_COUNT",
          "HEARTBEAT_INTERVAL");

  /** Column → its option and default, as a 9.7.4 server shows them after a plain CHANGE. */
  private static final Map<String, Option> OPTIONS =
      Stream.of(
              new Option("NETWORK_INTERFACE", "SOURCE_BIND", ""),
              new Option("SSL_CA_FILE", "SOURCE_SSL_CA", ""),
              new Option("SSL_CA_PATH", "SOURCE_SSL_CAPATH", ""),
              new Option("SSL_CERTIFICATE", "SOURCE_SSL_CERT", ""),
              new Option("SSL_CIPHER", "SOURCE_SSL_CIPHER", ""),
              new Option("SSL_KEY", "SOURCE_SSL_KEY", ""),
              new Option("SSL_VERIFY_SERVER_CERTIFICATE", "SOURCE_SSL_VERIFY_SERVER_CERT", "NO"),
              new Option("SSL_CRL_FILE", "SOURCE_SSL_CRL", ""),
              new Option("SSL_CRL_PATH", "SOURCE_SSL_CRLPATH", ""),
              new Option("TLS_VERSION", "SOURCE_TLS_VERSION", ""),
              // Not the empty string: that switches all TLSv1.3 suites off.
              new Option("TLS_CIPHERSUITES", "SOURCE_TLS_CIPHERSUITES", "NULL"),
              new Option("PUBLIC_KEY_PATH", "SOURCE_PUBLIC_KEY_PATH", ""),
              new Option("GET_PUBLIC_KEY", "GET_SOURCE_PUBLIC_KEY", "NO"),
              new Option("NETWORK_NAMESPACE", "NETWORK_NAMESPACE", ""),
              new Option("COMPRESSION_ALGORITHM", "SOURCE_COMPRESSION_ALGORITHMS", "uncompressed"),
              new Option("ZSTD_COMPRESSION_LEVEL", "SOURCE_ZSTD_COMPRESSION_LEVEL", "3"),
              new Option("SOURCE_CONNECTION_AUTO_FAILOVER", "SOURCE_CONNECTION_AUTO_FAILOVER", "0"),
              new Option("GTID_ONLY", "GTID_ONLY", "0"),
              new Option("DESIRED_DELAY", "SOURCE_DELAY", "0"),
              new Option("PRIVILEGE_CHECKS_USER", "PRIVILEGE_CHECKS_USER", "NULL"),
              new Option("REQUIRE_ROW_FORMAT", "REQUIRE_ROW_FORMAT", "NO"),
              new Option(
                  "REQUIRE_TABLE_PRIMARY_KEY_CHECK", "REQUIRE_TABLE_PRIMARY_KEY_CHECK", "STREAM"),
              new Option(
                  "ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS_TYPE",
                  "ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS",
                  "OFF"),
              new Option(
                  "ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS_VALUE",
                  "ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS",
                  "NULL"),
              new Option("IGNORE_SERVER_IDS", "IGNORE_SERVER_IDS", ""))
          .collect(Collectors.toUnmodifiableMap(Option::column, option -> option));

  /** What a column of a later version reads when nobody has set it. */
  private static final Set<String> LOOKS_UNSET = Set.of("", "NULL", "0", "NO", "OFF");

  /** 5.7 with performance_schema=OFF has channels, and nothing about them in its tables. */
  private static final ResetLoss UNREADABLE =
      new ResetLoss("replication_connection_configuration is empty", "every option", "unreadable");

  private ResetLosses() {}

  /**
   * Options in force that nothing could set again, sorted by name; empty = a reset loses nothing of
   * the configuration. Options that cannot be read may all be lost.
   *
   * @param settable names that this server's procedures set beyond host, port, user, TLS and auto
   *     position: DESIRED_DELAY where the auto-position procedure takes six arguments, say
   */
  public static List<ResetLoss> of(RestorePoint point, Set<String> settable) {
    if (!point.status().isEmpty() && point.connection().isEmpty()) {
      return List.of(UNREADABLE);
    }
    List<ResetLoss> losses = new ArrayList<>(filters(point));
    SortedMap<String, String> options = RestorePointComparison.options(point);
    options.keySet().removeIf(name -> name.startsWith("FILTER "));
    options.keySet().removeAll(NO_LOSS);
    options.keySet().removeAll(settable);
    options.forEach(
        (name, value) -> {
          Option option = OPTIONS.get(name);
          if (option == null ? !LOOKS_UNSET.contains(value) : !option.unset().equals(value)) {
            losses.add(new ResetLoss(name, option == null ? name : option.name(), value));
          }
        });
    return List.copyOf(losses);
  }

  /**
   * Filters of this channel only: global ones and those of the parameter group are given to the new
   * channel by the server itself (measured on 9.7.4).
   */
  private static List<ResetLoss> filters(RestorePoint point) {
    List<ResetLoss> losses = new ArrayList<>();
    for (Map<String, @Nullable String> filter : point.filters()) {
      if (worded(filter, "CONFIGURED_BY").endsWith("_FOR_CHANNEL")) {
        String name = worded(filter, "FILTER_NAME");
        losses.add(new ResetLoss("FILTER " + name, name, worded(filter, "FILTER_RULE")));
      }
    }
    return losses;
  }

  private static String worded(Map<String, @Nullable String> row, String column) {
    return RestorePointComparison.worded(row.get(column));
  }

  private record Option(String column, String name, String unset) {}
}
