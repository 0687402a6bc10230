package io.replicamedic.adapter.mysql;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Character columns of any character set, compared by their stored bytes, as row events carry them
 * (they are never converted between character sets). Bytes that read as UTF-8 are shown as that
 * text, others in hexadecimal ({@code 0x…}); a text that itself starts with 0x is in hexadecimal
 * too, so that no two values look the same.
 */
final class TextCanon implements Canon {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final int[] types;

  TextCanon(int... types) {
    this.types = types;
  }

  @Override
  public String expression(String quotedColumn) {
    return "HEX(" + quotedColumn + ")";
  }

  @Override
  public String ofSelected(byte[] selected) {
    return canonical(HEX.parseHex(new String(selected, StandardCharsets.US_ASCII)));
  }

  @Override
  public String ofCell(Cell cell) throws Uncertain {
    return canonical(cell.ofType(types).bytes());
  }

  /** An introducer: the bytes in the column's character set, compared by the column's collation. */
  @Override
  public Optional<String> condition(String quotedColumn, String canonical, String charset) {
    if (!charset.matches("[a-z0-9_]+")) {
      return Optional.empty();
    }
    byte[] bytes = bytes(canonical);
    String literal = bytes.length == 0 ? "''" : "0x" + HEX.formatHex(bytes);
    return Optional.of(quotedColumn + " = _" + charset + " " + literal);
  }

  static String canonical(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean shown =
          !text.startsWith("0x")
              && text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
      return shown ? text : hex(bytes);
    } catch (CharacterCodingException notUtf8) {
      return hex(bytes);
    }
  }

  static byte[] bytes(String canonical) {
    return canonical.startsWith("0x")
        ? HEX.parseHex(canonical.substring(2))
        : canonical.getBytes(StandardCharsets.UTF_8);
  }

  static String hex(byte[] bytes) {
    return "0x" + HEX.formatHex(bytes);
  }
}
