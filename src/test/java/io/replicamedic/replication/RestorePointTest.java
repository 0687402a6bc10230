package io.replicamedic.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reset loses and what is different afterwards; columns and defaults of a real 9.7.4. */
class RestorePointTest {

  @Test
  void a_channel_configured_as_it_was_has_no_differences() {
    assertThat(RestorePointComparison.compare(plain(), plain(), Set.of())).isEmpty();
  }

  @Test
  void a_difference_says_whether_it_was_intended() {
    RestorePoint after = with(with(plain(), "HOST", "10.0.0.2"), "DESIRED_DELAY", "60");
    assertThat(RestorePointComparison.compare(plain(), after, Set.of("HOST")))
        .containsExactly(
            new Difference("DESIRED_DELAY", "0", "60", false),
            new Difference("HOST", "10.0.0.1", "10.0.0.2", true));
  }

  @ParameterizedTest
  @CsvSource({
    "PORT,3307",
    "USER,other",
    "NETWORK_INTERFACE,10.1.1.1",
    "AUTO_POSITION,0",
    "SSL_ALLOWED,NO",
    "SSL_CA_FILE,/ca.pem",
    "HEARTBEAT_INTERVAL,5.000",
    "CONNECTION_RETRY_INTERVAL,10",
    "CONNECTION_RETRY_COUNT,86400",
    "TLS_VERSION,TLSv1.3",
    "TLS_CIPHERSUITES,''",
    "PRIVILEGE_CHECKS_USER,app@%",
    "REQUIRE_ROW_FORMAT,YES",
    "REQUIRE_TABLE_PRIMARY_KEY_CHECK,GENERATE",
    "ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS_TYPE,LOCAL",
    "COLUMN_OF_A_LATER_VERSION,1"
  })
  void every_option_is_compared(String column, String value) {
    assertThat(RestorePointComparison.compare(plain(), with(plain(), column, value), Set.of()))
        .extracting(Difference::name)
        .containsExactly(column);
  }

  @Test
  void filters_are_compared_by_name_and_rule_not_by_their_counters() {
    RestorePoint before = filtered("orders", "CHANGE_REPLICATION_FILTER_FOR_CHANNEL", "7");
    assertThat(
            RestorePointComparison.compare(
                before, filtered("orders", "CHANGE_REPLICATION_FILTER", "0"), Set.of()))
        .isEmpty();
    assertThat(RestorePointComparison.compare(before, plain(), Set.of()))
        .containsExactly(new Difference("FILTER REPLICATE_DO_DB", "orders", "(none)", false));
  }

  @Test
  void a_plain_channel_loses_nothing() {
    assertThat(ResetLosses.of(plain(), Set.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NETWORK_INTERFACE,10.1.1.1,SOURCE_BIND",
    "SSL_CA_FILE,/ca.pem,SOURCE_SSL_CA",
    "SSL_CA_PATH,/ca,SOURCE_SSL_CAPATH",
    "SSL_CIPHER,AES,SOURCE_SSL_CIPHER",
    "SSL_VERIFY_SERVER_CERTIFICATE,YES,SOURCE_SSL_VERIFY_SERVER_CERT",
    "TLS_VERSION,TLSv1.3,SOURCE_TLS_VERSION",
    "TLS_CIPHERSUITES,'',SOURCE_TLS_CIPHERSUITES",
    "PUBLIC_KEY_PATH,/key,SOURCE_PUBLIC_KEY_PATH",
    "GET_PUBLIC_KEY,YES,GET_SOURCE_PUBLIC_KEY",
    "COMPRESSION_ALGORITHM,zstd,SOURCE_COMPRESSION_ALGORITHMS",
    "ZSTD_COMPRESSION_LEVEL,9,SOURCE_ZSTD_COMPRESSION_LEVEL",
    "SOURCE_CONNECTION_AUTO_FAILOVER,1,SOURCE_CONNECTION_AUTO_FAILOVER",
    "GTID_ONLY,1,GTID_ONLY",
    "DESIRED_DELAY,60,SOURCE_DELAY",
    "PRIVILEGE_CHECKS_USER,app@%,PRIVILEGE_CHECKS_USER",
    "REQUIRE_ROW_FORMAT,YES,REQUIRE_ROW_FORMAT",
    "ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS_TYPE,LOCAL,ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS",
    "COLUMN_OF_A_LATER_VERSION,something,COLUMN_OF_A_LATER_VERSION"
  })
  void an_option_that_no_procedure_sets_is_a_loss(String column, String value, String option) {
    assertThat(ResetLosses.of(with(plain(), column, value), Set.of()))
        .containsExactly(new ResetLoss(column, option, value));
    assertThat(ResetLosses.of(with(plain(), column, value), Set.of(column))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HOST,10.0.0.2",
    "AUTO_POSITION,0",
    "HEARTBEAT_INTERVAL,5.000",
    "CONNECTION_RETRY_INTERVAL,10",
    "CONNECTION_RETRY_COUNT,86400",
    "COLUMN_OF_A_LATER_VERSION,OFF"
  })
  void what_is_set_again_or_was_never_the_admins_is_no_loss(String column, String value) {
    assertThat(ResetLosses.of(with(plain(), column, value), Set.of())).isEmpty();
  }

  @Test
  void ignored_server_ids_are_a_loss() {
    RestorePoint point =
        new RestorePoint(
            Instant.EPOCH,
            plain().connection(),
            plain().applier(),
            List.of(),
            Map.of("Replicate_Ignore_Server_Ids", "5, 6"),
            List.of());
    assertThat(ResetLosses.of(point, Set.of()))
        .containsExactly(new ResetLoss("IGNORE_SERVER_IDS", "IGNORE_SERVER_IDS", "5, 6"));
  }

  @Test
  void only_the_channels_own_filters_are_lost() {
    assertThat(
            ResetLosses.of(
                filtered("orders", "CHANGE_REPLICATION_FILTER_FOR_CHANNEL", "7"), Set.of()))
        .containsExactly(new ResetLoss("FILTER REPLICATE_DO_DB", "REPLICATE_DO_DB", "orders"));
    assertThat(ResetLosses.of(filtered("orders", "STARTUP_OPTIONS", "7"), Set.of())).isEmpty();
    assertThat(ResetLosses.of(filtered("orders", "CHANGE_REPLICATION_FILTER", "7"), Set.of()))
        .isEmpty();
  }

  @Test
  void options_that_cannot_be_read_may_be_lost() {
    RestorePoint dark =
        new RestorePoint(
            Instant.EPOCH,
            Map.of(),
            Map.of(),
            List.of(),
            Map.of("Slave_IO_Running", "Yes"),
            List.of());
    assertThat(ResetLosses.of(dark, Set.of("DESIRED_DELAY")))
        .singleElement()
        .satisfies(loss -> assertThat(loss.value()).isEqualTo("unreadable"));
  }

  private static RestorePoint filtered(String rule, String configuredBy, String counter) {
    return new RestorePoint(
        Instant.EPOCH,
        plain().connection(),
        plain().applier(),
        List.of(
            Map.of(
                "CHANNEL_NAME",
                "",
                "FILTER_NAME",
                "REPLICATE_DO_DB",
                "FILTER_RULE",
                rule,
                "CONFIGURED_BY",
                configuredBy,
                "ACTIVE_SINCE",
                "2026-01-01 00:00:0" + counter,
                "COUNTER",
                counter)),
        plain().status(),
        List.of());
  }

  private static RestorePoint with(RestorePoint point, String column, String value) {
    Map<String, @Nullable String> connection = new LinkedHashMap<>(point.connection());
    Map<String, @Nullable String> applier = new LinkedHashMap<>(point.applier());
    (applier.containsKey(column) ? applier : connection).put(column, value);
    return new RestorePoint(
        Instant.EPOCH, connection, applier, point.filters(), point.status(), point.workers());
  }

  private static RestorePoint plain() {
    return new RestorePoint(
        Instant.EPOCH,
        row(
            "CHANNEL_NAME= HOST=10.0.0.1 PORT=3306 USER=repl NETWORK_INTERFACE= AUTO_POSITION=1"
                + " SSL_ALLOWED=YES SSL_CA_FILE= SSL_CA_PATH= SSL_CERTIFICATE= SSL_CIPHER="
                + " SSL_KEY= SSL_VERIFY_SERVER_CERTIFICATE=NO SSL_CRL_FILE= SSL_CRL_PATH="
                + " CONNECTION_RETRY_INTERVAL=60 CONNECTION_RETRY_COUNT=10"
                + " HEARTBEAT_INTERVAL=30.000 TLS_VERSION= PUBLIC_KEY_PATH= GET_PUBLIC_KEY=NO"
                + " NETWORK_NAMESPACE= COMPRESSION_ALGORITHM=uncompressed ZSTD_COMPRESSION_LEVEL=3"
                + " TLS_CIPHERSUITES=NULL SOURCE_CONNECTION_AUTO_FAILOVER=0 GTID_ONLY=0"),
        row(
            "CHANNEL_NAME= DESIRED_DELAY=0 PRIVILEGE_CHECKS_USER=NULL REQUIRE_ROW_FORMAT=NO"
                + " REQUIRE_TABLE_PRIMARY_KEY_CHECK=STREAM"
                + " ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS_TYPE=OFF"
                + " ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS_VALUE=NULL"),
        List.of(),
        Map.of("Replicate_Ignore_Server_Ids", ""),
        List.of());
  }

  private static Map<String, @Nullable String> row(String text) {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (String pair : text.split(" ", -1)) {
      String[] sides = pair.split("=", -1);
      row.put(sides[0], sides[1].equals("NULL") ? null : sides[1]);
    }
    return row;
  }
}
