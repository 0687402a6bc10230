package io.replicamedic.adapter.mysql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel's replication filters, for the restore point. With performance_schema OFF their table
 * is silently empty although filters are set [measured on 9.7.4]; the status still names them. It
 * does not say by what they were set, so they are worded as lost by a reset.
 */
final class FilterReader {
  private static final String PERHAPS = "UNKNOWN, PERHAPS CHANGE_REPLICATION_FILTER_FOR_CHANNEL";
  private static final List<String> IN_STATUS =
      List.of(
          "Replicate_Do_DB",
          "Replicate_Ignore_DB",
          "Replicate_Do_Table",
          "Replicate_Ignore_Table",
          "Replicate_Wild_Do_Table",
          "Replicate_Wild_Ignore_Table",
          "Replicate_Rewrite_DB");

  private final ReplicationTables tables;

  FilterReader(ReplicationTables tables) {
    this.tables = tables;
  }

  /** Before 8.0 there is no such table, and no filter belongs to a channel. */
  List<ServerRow> read(String channel, ServerRow status) {
    Optional<List<ServerRow>> rows = tables.filters(channel);
    return rows.isPresent() && rows.get().isEmpty()
        ? fromStatus(channel, status)
        : rows.orElse(List.of());
  }

  private static List<ServerRow> fromStatus(String channel, ServerRow status) {
    List<ServerRow> filters = new ArrayList<>();
    for (String column : IN_STATUS) {
      String rule = status.text(column);
      if (!rule.isEmpty()) {
        Map<String, @Nullable String> filter = new LinkedHashMap<>();
        filter.put("CHANNEL_NAME", channel);
        filter.put("FILTER_NAME", column.toUpperCase(Locale.ROOT));
        filter.put("FILTER_RULE", rule);
        filter.put("CONFIGURED_BY", PERHAPS);
        filters.add(new ServerRow(filter));
      }
    }
    return filters;
  }
}
