package io.replicamedic.web;

import java.util.ArrayList;
import java.util.List;

/** An aligned table for a terminal, two blanks between columns; used by every view's text. */
final class Columns {
  private final String indent;
  private final List<List<String>> rows = new ArrayList<>();

  private Columns(String indent) {
    this.indent = indent;
  }

  /** With names above the columns. */
  static Columns headed(String... names) {
    return new Columns("").row(names);
  }

  /** Without names. */
  static Columns bare(String indent) {
    return new Columns(indent);
  }

  /** One line. */
  Columns row(String... cells) {
    List<String> clean = new ArrayList<>();
    for (String cell : cells) {
      clean.add(clean(cell));
    }
    rows.add(clean);
    return this;
  }

  /** One line, unless its last cell has nothing to say. */
  Columns unlessEmpty(String label, String value) {
    return value.isEmpty() ? this : row(label, value);
  }

  /** All lines, each ended by a line break. */
  String text() {
    int most = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[most];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size() - 1; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i));
        if (i < row.size() - 1) {
          line.repeat(' ', widths[i] - row.get(i).length() + 2);
        }
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /**
   * Text from outside (a reason, a row, a server's error) on one line: an escape sequence in it
   * must not reach the reader's terminal.
   */
  static String clean(String outside) {
    return outside.replaceAll("\\R", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }
}
