package io.replicamedic.adapter.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Binary strings, geometries and vectors in hexadecimal, {@code 0x…}. A BINARY column's length must
 * be known, since the binlog drops its trailing zero bytes.
 */
final class BytesCanon implements Canon {
  private static final Pattern LENGTH = Pattern.compile("\\((\\d+)\\)");

  private final int length;
  private final boolean comparable;
  private final int[] types;

  private BytesCanon(int length, boolean comparable, int... types) {
    this.length = length;
    this.comparable = comparable;
    this.types = types;
  }

  static BytesCanon exact(int... types) {
    return new BytesCanon(0, true, types);
  }

  static BytesCanon opaque(int type) {
    return new BytesCanon(0, false, type);
  }

  static BytesCanon padded(String columnType) {
    Matcher matcher = LENGTH.matcher(columnType);
    int length = matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
    return new BytesCanon(length, true, Cell.STRING, Cell.VAR_STRING);
  }

  @Override
  public String expression(String quotedColumn) {
    return "HEX(" + quotedColumn + ")";
  }

  @Override
  public String ofSelected(byte[] selected) {
    return "0x" + new String(selected, StandardCharsets.US_ASCII);
  }

  @Override
  public String ofCell(Cell cell) throws Uncertain {
    byte[] bytes = cell.ofType(types).bytes();
    return TextCanon.hex(bytes.length < length ? Arrays.copyOf(bytes, length) : bytes);
  }

  @Override
  public Optional<String> condition(String quotedColumn, String canonical, String charset) {
    if (!comparable) {
      return Optional.empty();
    }
    String digits = HexFormat.of().formatHex(TextCanon.bytes(canonical));
    return Optional.of(quotedColumn + " = " + (digits.isEmpty() ? "''" : "0x" + digits));
  }
}
