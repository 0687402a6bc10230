package io.replicamedic.adapter.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonFormatter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** Writes a JSON document in one way only: no spaces, doubles always in Java's shortest form. */
final class JsonText implements JsonFormatter {
  private final StringBuilder text = new StringBuilder();

  @Override
  public String toString() {
    return text.toString();
  }

  @Override
  public void beginObject(int members) {
    separate();
    text.append('{');
  }

  @Override
  public void endObject() {
    text.append('}');
  }

  @Override
  public void beginArray(int elements) {
    separate();
    text.append('[');
  }

  @Override
  public void endArray() {
    text.append(']');
  }

  @Override
  public void name(String name) {
    separate();
    quote(name);
    text.append(':');
  }

  @Override
  public void value(String value) {
    separate();
    quote(value);
  }

  @Override
  public void value(int value) {
    plain(Integer.toString(value));
  }

  @Override
  public void value(long value) {
    plain(Long.toString(value));
  }

  /** Never looks like a whole number: 1.0 is another JSON value than 1. */
  @Override
  public void value(double value) {
    plain(Double.toString(value));
  }

  @Override
  public void value(BigInteger value) {
    plain(value.toString());
  }

  @Override
  public void value(boolean value) {
    plain(Boolean.toString(value));
  }

  @Override
  public void valueNull() {
    plain("null");
  }

  @Override
  public void value(BigDecimal value) {
    throw typed("DECIMAL");
  }

  @Override
  public void valueYear(int year) {
    throw typed("YEAR");
  }

  @Override
  public void valueDate(int year, int month, int day) {
    throw typed("DATE");
  }

  @Override
  public void valueDatetime(int year, int month, int day, int h, int min, int sec, int micros) {
    throw typed("DATETIME");
  }

  @Override
  public void valueTime(int hour, int min, int sec, int micros) {
    throw typed("TIME");
  }

  @Override
  public void valueTimestamp(long seconds, int micros) {
    throw typed("TIMESTAMP");
  }

  @Override
  public void valueOpaque(ColumnType type, byte[] value) {
    throw typed(type + " bytes");
  }

  /** Separators are written from what stands before them, so that both callers agree. */
  @Override
  public void nextEntry() {}

  private static IllegalStateException typed(String type) {
    return new IllegalStateException("it holds a " + type);
  }

  private void plain(String value) {
    separate();
    text.append(value);
  }

  private void separate() {
    if (!text.isEmpty()) {
      char last = text.charAt(text.length() - 1);
      if (last != '{' && last != '[' && last != ':') {
        text.append(',');
      }
    }
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
