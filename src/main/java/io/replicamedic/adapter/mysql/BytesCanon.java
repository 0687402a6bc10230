package io.replicamedic.adapter.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Binary strings, geometries and vectors in hexadecimal, {@code 0x…}.
 *
 * @param length a BINARY column's length: the binlog drops its trailing zero bytes; 0 for all
 *     others
 * @param comparable whether the server compares the column with bytes
 */
record BytesCanon(int length, boolean comparable, int... types) implements Canon {
  private static final Pattern LENGTH = Pattern.compile("\\((\\d+)\\)");

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
