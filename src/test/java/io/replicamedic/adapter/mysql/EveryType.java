package io.replicamedic.adapter.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table with a column of every type, random values for each, and the smallest change to one. */
final class EveryType {
  /**
   * @param nudge an expression over {@code c} that is the least different from it
   */
  record Kind(String definition, Function<Random, String> value, String nudge) {}

  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  EveryType() {
    integers();
    numbers();
    texts();
    binaries();
    labels();
    times();
    kinds.put("js", new Kind("JSON", r -> json(r), "JSON_ARRAY(c, 1)"));
    kinds.put(
        "geo",
        new Kind(
            "GEOMETRY",
            r -> "ST_GeomFromText('LINESTRING(" + xy(r) + "," + xy(r) + "," + xy(r) + ")')",
            "ST_GeomFromText('POINT(1 2)')"));
    kinds.put(
        "pt",
        new Kind(
            "POINT SRID 4326",
            r -> "ST_GeomFromText('POINT(" + xy(r) + ")', 4326)",
            "ST_GeomFromText('POINT(1.5 2.5)', 4326)"));
  }

  Map<String, Kind> kinds() {
    return kinds;
  }

  String createTable(String name) {
    StringJoiner columns = new StringJoiner(",\n");
    kinds.forEach((column, kind) -> columns.add(column + " " + kind.definition));
    return "CREATE TABLE "
        + name
        + " (id BIGINT PRIMARY KEY,\n"
        + columns
        + ",\ngv BIGINT AS (i + 1) VIRTUAL, gs VARCHAR(60) AS (CONCAT(vc, '!')) STORED)";
  }

  /** INSERT of rows first to first + count - 1, each value NULL one time in ten. */
  String insert(String table, int first, int count, Random random) {
    StringJoiner rows = new StringJoiner(",\n");
    for (int id = first; id < first + count; id++) {
      List<String> values = new ArrayList<>();
      values.add(Integer.toString(id));
      for (Kind kind : kinds.values()) {
        values.add(random.nextInt(10) == 0 ? "NULL" : kind.value.apply(random));
      }
      rows.add("(" + String.join(", ", values) + ")");
    }
    return "INSERT INTO "
        + table
        + " (id, "
        + String.join(", ", kinds.keySet())
        + ") VALUES\n"
        + rows;
  }

  private void integers() {
    int[] bits = {8, 16, 24, 32, 64};
    String[] types = {"TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT"};
    String[] names = {"ti", "si", "mi", "i", "bi"};
    for (int k = 0; k < types.length; k++) {
      int size = bits[k];
      kinds.put(
          names[k],
          new Kind(types[k], r -> Long.toString(signed(r, size)), "IF(c < 0, c + 1, c - 1)"));
      kinds.put(names[k] + "u", new Kind(types[k] + " UNSIGNED", r -> unsigned(r, size), "c ^ 1"));
    }
    kinds.put("zf", new Kind("INT(8) ZEROFILL", r -> unsigned(r, 20), "c ^ 1"));
    kinds.put("bo", new Kind("BOOLEAN", r -> Integer.toString(r.nextInt(2)), "c ^ 1"));
  }

  private void numbers() {
    kinds.put("de", new Kind("DECIMAL(30,10)", r -> decimal(r, 20, 10), "c + 0.0000000001"));
    kinds.put(
        "dx",
        new Kind(
            "DECIMAL(65,30)", r -> decimal(r, 35, 30), "c + 0.000000000000000000000000000001"));
    kinds.put("dn", new Kind("DECIMAL(9,0)", r -> decimal(r, 8, 0), "c + 1"));
    kinds.put("du", new Kind("DECIMAL(7,2) ZEROFILL", r -> unsignedDecimal(r), "c + 0.01"));
    kinds.put(
        "fl",
        new Kind("FLOAT", r -> floating(r), "IF(ABS(c) BETWEEN 1e-30 AND 1e37, c * 1.000001, 1)"));
    kinds.put("fm", new Kind("FLOAT(7,3)", r -> decimal(r, 4, 4), "c + 0.01"));
    kinds.put(
        "db",
        new Kind(
            "DOUBLE",
            r -> doubling(r),
            "IF(ABS(c) BETWEEN 1e-300 AND 1e300, c * 1.000000000000001e0, 1)"));
    kinds.put("dm", new Kind("DOUBLE(14,4)", r -> decimal(r, 10, 5), "c + 0.0001"));
    kinds.put("b1", new Kind("BIT(1)", r -> Integer.toString(r.nextInt(2)), "c ^ 1"));
    kinds.put("b9", new Kind("BIT(9)", r -> Integer.toString(r.nextInt(512)), "c ^ 1"));
    kinds.put("b64", new Kind("BIT(64)", r -> Long.toUnsignedString(r.nextLong()), "c ^ 1"));
  }

  private void texts() {
    text("ch", "CHAR(20)", "utf8mb4", 20);
    text("cl", "CHAR(255)", "utf8mb4", 200);
    text("cu", "CHAR(10)", "utf16", 10);
    text("vc", "VARCHAR(50)", "utf8mb4", 50);
    text("vl", "VARCHAR(1000)", "utf8mb4", 400);
    text("vb", "VARCHAR(40) COLLATE utf8mb4_bin", "utf8mb4", 40);
    text("la", "VARCHAR(60)", "latin1", 60);
    text("sj", "VARCHAR(20)", "sjis", 20);
    text("tt", "TINYTEXT", "utf8mb4", 60);
    text("tx", "TEXT", "utf8mb4", 900);
    text("tl", "TEXT", "latin1", 60);
    text("mt", "MEDIUMTEXT", "utf8mb4", 100);
    text("lt", "LONGTEXT", "utf8mb4", 100);
  }

  /** Nudged by case alone, which most collations do not see. */
  private void text(String name, String type, String charset, int most) {
    String definition = type.contains(" COLLATE") ? type : type + " CHARACTER SET " + charset;
    String last = "CONVERT(RIGHT(c, 1) USING utf8mb4) COLLATE utf8mb4_bin";
    String swapped = "CONCAT(LEFT(c, CHAR_LENGTH(c) - 1), IF(" + last + " = 'q', 'Q', 'q'))";
    kinds.put(
        name,
        new Kind(
            definition,
            r -> text(r, charset, r.nextInt(most)),
            "IF(c = '', 'x', " + swapped + ")"));
  }

  private void binaries() {
    String[] types = {
      "BINARY(16)", "BINARY(255)", "VARBINARY(300)", "TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB"
    };
    int[] most = {16, 255, 300, 200, 3000, 300, 300};
    for (int k = 0; k < types.length; k++) {
      int length = most[k];
      kinds.put(
          "x" + k,
          new Kind(
              types[k],
              r -> hex(r, r.nextInt(length)),
              "CONCAT(LEFT(c, LENGTH(c) - 1), IF(RIGHT(c, 1) = 0x01, 0x02, 0x01))"));
    }
  }

  private void labels() {
    kinds.put(
        "en",
        new Kind(
            "ENUM('a','it''s','#x','0x41','é')", r -> Integer.toString(r.nextInt(6)), "c % 5 + 1"));
    kinds.put(
        "eb",
        new Kind("ENUM(" + names(300) + ")", r -> Integer.toString(r.nextInt(301)), "c % 300 + 1"));
    kinds.put("st", new Kind("SET('x','y','it''s')", r -> Integer.toString(r.nextInt(8)), "c ^ 1"));
    kinds.put(
        "sb",
        new Kind(
            "SET(" + names(64) + ")",
            r -> Long.toUnsignedString(r.nextLong()),
            "CAST(c AS UNSIGNED) ^ 1"));
  }

  private void times() {
    kinds.put(
        "da",
        new Kind(
            "DATE", r -> "'" + date(r) + "'", "IF(DAYOFMONTH(c) = 1, '2001-02-03', '2001-02-01')"));
    kinds.put(
        "ye",
        new Kind(
            "YEAR",
            r -> r.nextInt(9) == 0 ? "'0000'" : Integer.toString(1901 + r.nextInt(255)),
            "IF(c = 2001, 2002, 2001)"));
    for (int digits = 0; digits <= 6; digits++) {
      String step =
          " + INTERVAL "
              + (digits == 0
                  ? "1 SECOND"
                  : Integer.toString((int) Math.pow(10, 6 - digits)) + " MICROSECOND");
      String fallback = "2001-02-03 04:05:06";
      int fsp = digits;
      kinds.put(
          "dt" + fsp,
          new Kind(
              "DATETIME(" + fsp + ")",
              r -> "'" + date(r) + " " + clock(r, 24, fsp) + "'",
              "COALESCE(c"
                  + step
                  + ", IF(c = '"
                  + fallback
                  + "', '2002-02-02', '"
                  + fallback
                  + "'))"));
      kinds.put(
          "ts" + fsp,
          new Kind(
              "TIMESTAMP(" + fsp + ") NULL",
              r -> timestamp(r, fsp),
              "IF(c = 0, '" + fallback + "', c" + step + ")"));
      kinds.put(
          "tm" + fsp,
          new Kind(
              "TIME(" + fsp + ")",
              r -> "'" + (r.nextBoolean() ? "-" : "") + clock(r, 838, fsp) + "'",
              "c" + step));
    }
  }

  private static long signed(Random r, int bits) {
    return switch (r.nextInt(6)) {
      case 0 -> -1L << (bits - 1);
      case 1 -> (1L << (bits - 1)) - 1;
      case 2 -> 0;
      default -> r.nextLong() >> (64 - bits);
    };
  }

  private static String unsigned(Random r, int bits) {
    long value = r.nextInt(5) == 0 ? -1L : r.nextLong();
    return Long.toUnsignedString(value >>> (64 - bits));
  }

  private static String decimal(Random r, int whole, int scale) {
    return (r.nextBoolean() ? "-" : "")
        + digits(r, 1 + r.nextInt(whole))
        + (scale == 0 ? "" : "." + digits(r, 1 + r.nextInt(scale)));
  }

  private static String unsignedDecimal(Random r) {
    return digits(r, 4) + "." + digits(r, 2);
  }

  private static String digits(Random r, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Integer.toString(r.nextInt(10)))
        .collect(Collectors.joining());
  }

  private static String floating(Random r) {
    float value = Float.intBitsToFloat(r.nextInt());
    return switch (r.nextInt(8)) {
      case 0 -> "-0e0";
      case 1 -> "0.1";
      default -> Float.isFinite(value) ? Float.toString(value) : "1e38";
    };
  }

  private static String doubling(Random r) {
    double value = Double.longBitsToDouble(r.nextLong());
    return switch (r.nextInt(8)) {
      case 0 -> "-0e0";
      case 1 -> "1e0/3";
      default -> Double.isFinite(value) ? Double.toString(value) : "1.7e308";
    };
  }

  /** Quotes, spaces at the end, 0x, case, accents, and what is beyond the basic plane. */
  private static String text(Random r, String charset, int length) {
    String alphabet =
        switch (charset) {
          case "latin1" -> "abAB 0x'\\éÄß€\n";
          case "sjis" -> "abAB 0x'\\あ漢ｱ";
          default -> "abAB 0x'\\éÄß€漢😀\n\t\0";
        };
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder(r.nextInt(8) == 0 ? "0x41" : "");
    while (text.codePointCount(0, text.length()) < length) {
      text.appendCodePoint(points[r.nextInt(points.length)]);
    }
    return "CONVERT(x'"
        + HexFormat.of()
            .formatHex(
                text.substring(
                        0,
                        text.offsetByCodePoints(
                            0, Math.min(length, text.codePointCount(0, text.length()))))
                    .getBytes(StandardCharsets.UTF_8))
        + "' USING utf8mb4)";
  }

  private static String hex(Random r, int length) {
    byte[] bytes = new byte[length];
    r.nextBytes(bytes);
    if (length > 3 && r.nextBoolean()) {
      bytes[length - 1] = 0;
      bytes[length - 2] = 32;
    }
    return "x'" + HexFormat.of().formatHex(bytes) + "'";
  }

  private static String names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'label" + i + "'")
        .collect(Collectors.joining(","));
  }

  private static String date(Random r) {
    return switch (r.nextInt(8)) {
      case 0 -> "0000-00-00";
      case 1 -> "2024-00-00";
      case 2 -> "2023-02-31";
      case 3 -> "9999-12-31";
      default ->
          String.format(
              Locale.ROOT,
              "%04d-%02d-%02d",
              1000 + r.nextInt(8999),
              1 + r.nextInt(12),
              1 + r.nextInt(28));
    };
  }

  private static String clock(Random r, int hours, int digits) {
    return String.format(
            Locale.ROOT, "%02d:%02d:%02d", r.nextInt(hours), r.nextInt(60), r.nextInt(60))
        + (digits == 0 ? "" : "." + digits(r, digits));
  }

  private static String timestamp(Random r, int digits) {
    return r.nextInt(8) == 0
        ? "0"
        : "'"
            + String.format(
                Locale.ROOT,
                "%04d-%02d-%02d",
                1971 + r.nextInt(66),
                1 + r.nextInt(12),
                1 + r.nextInt(28))
            + " "
            + clock(r, 24, digits)
            + "'";
  }

  private static String xy(Random r) {
    return r.nextInt(80) + r.nextDouble() + " " + (r.nextInt(80) + r.nextDouble());
  }

  private static String json(Random r) {
    String document =
        r.nextInt(30) == 0
            ? "[\"" + "long ".repeat(30_000) + "\"," + element(r, 0) + "]"
            : element(r, 0);
    return "CONVERT(x'"
        + HexFormat.of().formatHex(document.getBytes(StandardCharsets.UTF_8))
        + "' USING utf8mb4)";
  }

  private static String element(Random r, int depth) {
    return switch (r.nextInt(depth > 3 ? 8 : 11)) {
      case 0 -> "null";
      case 1 -> r.nextBoolean() ? "true" : "false";
      case 2 -> Long.toString(signed(r, 8 << r.nextInt(4)));
      case 3 -> unsigned(r, 64);
      case 4 -> jsonDouble(r);
      case 5 -> "\"\"";
      case 6 -> "\"a\\\"b\\\\c\\n\\u0001 é漢😀 " + "y".repeat(r.nextInt(300)) + "\"";
      case 7 -> "\"" + r.nextInt(100) + "\"";
      case 8 ->
          IntStream.range(0, r.nextInt(5))
              .mapToObj(i -> element(r, depth + 1))
              .collect(Collectors.joining(", ", "[", "]"));
      default ->
          IntStream.range(0, r.nextInt(5))
              .mapToObj(i -> "\"k" + "é".repeat(r.nextInt(3)) + i + "\": " + element(r, depth + 1))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String jsonDouble(Random r) {
    double value = Double.longBitsToDouble(r.nextLong());
    return switch (r.nextInt(5)) {
      case 0 -> "1.0";
      case 1 -> "-0.0";
      case 2 -> "1e20";
      default -> Double.isFinite(value) ? Double.toString(value) : "0.1";
    };
  }
}
