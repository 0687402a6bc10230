package io.replicamedic.adapter.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * FLOAT and DOUBLE, exactly: a FLOAT is shown as the double that it is, since the server prints
 * only six of its digits.
 */
record FloatingCanon(int type) implements Canon {
  /** Times 1, not plus 0, which would lose the sign of a negative zero. */
  @Override
  public String expression(String quotedColumn) {
    return quotedColumn + " * 1e0";
  }

  @Override
  public String ofSelected(byte[] selected) {
    return Double.toString(Double.parseDouble(new String(selected, StandardCharsets.US_ASCII)));
  }

  @Override
  public String ofCell(Cell cell) throws Uncertain {
    long bits = cell.ofType(type).littleEndian();
    double value =
        type == Cell.FLOAT ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    return Double.toString(value);
  }

  @Override
  public Optional<String> condition(String quotedColumn, String canonical, String charset) {
    String value = Double.toString(Double.parseDouble(canonical));
    String literal = value.contains("E") ? value : value + "e0";
    return Optional.of(expression(quotedColumn) + " = " + literal);
  }
}
