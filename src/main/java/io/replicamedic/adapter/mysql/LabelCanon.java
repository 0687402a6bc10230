package io.replicamedic.adapter.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ENUM and SET by their labels. What is stored and replicated is a number; one that the labels
 * cannot say without doubt is written {@code #number}.
 */
final class LabelCanon implements Canon {
  private final int type;
  private final List<String> labels;

  LabelCanon(int type, String columnType) {
    this.type = type;
    this.labels = labels(columnType);
  }

  /** A cast, not {@code + 0}, which counts in doubles and would lose bits of a large SET. */
  @Override
  public String expression(String quotedColumn) {
    return "CAST(" + quotedColumn + " AS UNSIGNED)";
  }

  @Override
  public String ofSelected(byte[] selected) {
    return canonical(Long.parseUnsignedLong(new String(selected, StandardCharsets.US_ASCII)));
  }

  @Override
  public String ofCell(Cell cell) throws Uncertain {
    return canonical(cell.ofType(type).littleEndian());
  }

  @Override
  public Optional<String> condition(String quotedColumn, String canonical, String charset) {
    return Optional.of(quotedColumn + " = " + Long.toUnsignedString(number(canonical)));
  }

  private String canonical(long number) {
    return type == Cell.ENUM ? enumLabel(number) : setLabels(number);
  }

  private String enumLabel(long number) {
    if (number < 1 || number > labels.size()) {
      return "#" + number;
    }
    String label = labels.get((int) number - 1);
    return label.startsWith("#") ? "#" + number : label;
  }

  private String setLabels(long mask) {
    List<String> members = new ArrayList<>();
    for (int bit = 0; bit < 64; bit++) {
      if ((mask >>> bit & 1) == 1) {
        boolean plain =
            bit < labels.size() && !labels.get(bit).isEmpty() && !labels.get(bit).startsWith("#");
        if (!plain) {
          return "#" + Long.toUnsignedString(mask);
        }
        members.add(labels.get(bit));
      }
    }
    return String.join(",", members);
  }

  private long number(String canonical) {
    if (canonical.startsWith("#")) {
      return Long.parseUnsignedLong(canonical.substring(1));
    }
    if (type == Cell.ENUM) {
      return position(canonical) + 1L;
    }
    long mask = 0;
    if (!canonical.isEmpty()) {
      for (String label : canonical.split(",", -1)) {
        mask |= 1L << position(label);
      }
    }
    return mask;
  }

  private int position(String label) {
    int position = labels.indexOf(label);
    if (position < 0) {
      throw new IllegalArgumentException("no such label: '" + label + "'");
    }
    return position;
  }

  /** Labels of {@code enum('a','it''s')}; information_schema doubles quotes and nothing else. */
  static List<String> labels(String columnType) {
    List<String> labels = new ArrayList<>();
    int at = columnType.indexOf('\'');
    while (at >= 0) {
      StringBuilder label = new StringBuilder();
      int i = at + 1;
      while (i < columnType.length()) {
        char c = columnType.charAt(i);
        if (c == '\'') {
          if (i + 1 < columnType.length() && columnType.charAt(i + 1) == '\'') {
            i++;
          } else {
            break;
          }
        }
        label.append(c);
        i++;
      }
      labels.add(label.toString());
      at = columnType.indexOf('\'', i + 1);
    }
    return List.copyOf(labels);
  }
}
