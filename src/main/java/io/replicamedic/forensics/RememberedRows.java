package io.replicamedic.forensics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Local rows, each asked for once: judging and rehearsing must see the same reading. */
final class RememberedRows implements LocalRows {
  private final LocalRows rows;
  private final Map<List<String>, TableShape> shapes = new HashMap<>();
  private final Map<List<@Nullable Object>, List<RowImage>> found = new HashMap<>();

  RememberedRows(LocalRows rows) {
    this.rows = rows;
  }

  @Override
  public TableShape shape(String schema, String table) {
    return shapes.computeIfAbsent(List.of(schema, table), _ -> rows.shape(schema, table));
  }

  @Override
  public List<RowImage> rows(TableShape shape, List<String> columns, RowImage like) {
    List<@Nullable Object> question = new ArrayList<>();
    question.add(shape.name());
    question.add(columns);
    columns.forEach(column -> question.add(like.values().get(column)));
    return found.computeIfAbsent(question, _ -> rows.rows(shape, columns, like));
  }
}
