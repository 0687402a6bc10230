package io.replicamedic.web;

/** Paragraphs in lines that a terminal shows whole; used by the text of audits. */
final class Wrapped {
  private static final int WIDTH = 100;

  private Wrapped() {}

  /** Nothing when the paragraph is empty; further lines are indented as the first one's words. */
  static String text(String indent, String label, String paragraph) {
    if (paragraph.isBlank()) {
      return "";
    }
    String hanging = indent + " ".repeat(label.length());
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(indent + label);
    boolean begun = false;
    for (String word : Columns.clean(paragraph).strip().split(" +")) {
      if (begun && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(hanging);
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    return text.append(line).append('\n').toString();
  }
}
