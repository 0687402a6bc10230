package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.Column;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Whole numbers in decimal digits; the binlog does not say whether they are signed. */
final class IntegerCanon implements Canon {
  private final int type;
  private final boolean unsigned;

  IntegerCanon(int type, Column column) {
    this.type = type;
    this.unsigned = column.columnType().toLowerCase(Locale.ROOT).contains("unsigned");
  }

  @Override
  public String expression(String quotedColumn) {
    return quotedColumn;
  }

  /** Parsed, since ZEROFILL columns come with leading zeros. */
  @Override
  public String ofSelected(byte[] selected) {
    return new BigInteger(new String(selected, StandardCharsets.US_ASCII)).toString();
  }

  @Override
  public String ofCell(Cell cell) throws Uncertain {
    long value = cell.ofType(type).littleEndian();
    if (unsigned) {
      return Long.toUnsignedString(value);
    }
    int unusedBits = 64 - 8 * cell.bytes().length;
    return Long.toString(value << unusedBits >> unusedBits);
  }

  @Override
  public Optional<String> condition(String quotedColumn, String canonical, String charset) {
    return Optional.of(quotedColumn + " = " + new BigInteger(canonical));
  }
}
