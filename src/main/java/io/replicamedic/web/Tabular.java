package io.replicamedic.web;

import java.util.List;

/** A view that can also be opened in a spreadsheet; written by {@link Csv}. */
interface Tabular {
  /** Names of the columns, then the rows; every row as long as the first. */
  List<List<String>> table();

  /** What it is called when it is saved: {@code durability-audits}. */
  String fileName();
}
