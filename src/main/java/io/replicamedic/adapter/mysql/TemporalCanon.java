package io.replicamedic.adapter.mysql;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * Dates and times as the server writes them, zero and impossible ones too; TIMESTAMP in UTC, which
 * is the zone of our sessions. The columns of before 5.6 that were never rebuilt are not known.
 *
 * @param type DATA_TYPE: date, datetime, timestamp, time or year
 */
record TemporalCanon(String type) implements Canon {
  /** What makes the packed integer parts of the binlog's TIME and DATETIME positive. */
  private static final long DATETIME_OFFSET = 0x8000000000L;

  private static final long TIME_OFFSET = 0x800000L;

  @Override
  public String expression(String quotedColumn) {
    return quotedColumn;
  }

  @Override
  public String ofSelected(byte[] selected) {
    return new String(selected, StandardCharsets.US_ASCII);
  }

  @Override
  public String ofCell(Cell cell) throws Uncertain {
    return switch (type) {
      case "date" -> date(cell.ofType(Cell.DATE));
      case "datetime" -> datetime(cell.ofType(Cell.DATETIME));
      case "timestamp" -> timestamp(cell.ofType(Cell.TIMESTAMP));
      case "time" -> time(cell.ofType(Cell.TIME));
      default -> year(cell.ofType(Cell.YEAR));
    };
  }

  @Override
  public Optional<String> condition(String quotedColumn, String canonical, String charset) {
    if (!canonical.matches("[-0-9:. ]+")) {
      throw new IllegalArgumentException("not a " + type + ": '" + canonical + "'");
    }
    return Optional.of(quotedColumn + " = '" + canonical + "'");
  }

  private static String date(Cell cell) {
    long packed = cell.littleEndian();
    return date(packed >> 9, packed >> 5 & 15, packed & 31);
  }

  private static String datetime(Cell cell) {
    long packed = Cell.bigEndian(cell.bytes(), 0, 5) - DATETIME_OFFSET;
    long day = packed >> 17;
    long months = day >> 5;
    return date(months / 13, months % 13, day & 31)
        + " "
        + time(packed >> 12 & 31, packed >> 6 & 63, packed & 63)
        + fraction(micros(cell, 5), cell.meta());
  }

  private static String timestamp(Cell cell) {
    long seconds = Cell.bigEndian(cell.bytes(), 0, 4);
    long micros = micros(cell, 4);
    if (seconds == 0 && micros == 0) {
      return date(0, 0, 0) + " " + time(0, 0, 0) + fraction(0, cell.meta());
    }
    LocalDateTime utc = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return date(utc.getYear(), utc.getMonthValue(), utc.getDayOfMonth())
        + " "
        + time(utc.getHour(), utc.getMinute(), utc.getSecond())
        + fraction(micros, cell.meta());
  }

  /** The sign is over the whole value, fraction included, in two's complement. */
  private static String time(Cell cell) {
    int fractionBits = 8 * ((cell.meta() + 1) / 2);
    long whole = Cell.bigEndian(cell.bytes(), 0, cell.bytes().length);
    long signed = whole - (TIME_OFFSET << fractionBits);
    long packed = Math.abs(signed);
    long hms = packed >> fractionBits;
    long micros = scaled(packed & (1L << fractionBits) - 1, cell.meta());
    return (signed < 0 ? "-" : "")
        + time(hms >> 12 & 1023, hms >> 6 & 63, hms & 63)
        + fraction(micros, cell.meta());
  }

  private static String year(Cell cell) {
    long year = cell.littleEndian();
    return year == 0 ? "0000" : Long.toString(1900 + year);
  }

  private static long micros(Cell cell, int from) {
    return scaled(Cell.bigEndian(cell.bytes(), from, cell.bytes().length - from), cell.meta());
  }

  /** Fractions are stored in pairs of digits: 1 byte counts 10 ms, 2 bytes 100 µs, 3 bytes 1 µs. */
  private static long scaled(long stored, int digits) {
    return switch ((digits + 1) / 2) {
      case 1 -> stored * 10_000;
      case 2 -> stored * 100;
      default -> stored;
    };
  }

  private static String fraction(long micros, int digits) {
    return digits == 0 ? "" : "." + String.format(Locale.ROOT, "%06d", micros).substring(0, digits);
  }

  private static String date(long year, long month, long day) {
    return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
  }

  private static String time(long hours, long minutes, long seconds) {
    return String.format(Locale.ROOT, "%02d:%02d:%02d", hours, minutes, seconds);
  }
}
