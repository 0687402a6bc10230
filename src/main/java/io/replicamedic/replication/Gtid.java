package io.replicamedic.replication;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One transaction's global identifier, {@code uuid:5} or, tagged (MySQL 8.3 and later), {@code
 * uuid:tag:5}. Read from the worker table, passed to a skip.
 *
 * @param uuid server_uuid of the server that first committed it, lower case, with dashes
 * @param tag lower case; the empty string when untagged
 * @param number 1 to 9223372036854775806
 */
public record Gtid(String uuid, String tag, long number) {
  static final long MAX_NUMBER = Long.MAX_VALUE - 1;

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

  /**
   * Normalises case.
   *
   * @throws IllegalArgumentException naming the part that is not one of a GTID
   */
  public Gtid {
    uuid = uuidOf(uuid);
    tag = tag.isEmpty() ? "" : tagOf(tag);
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("not a GTID's number: " + number);
    }
  }

  /**
   * Reads {@code uuid:5} or {@code uuid:tag:5}; spaces around the parts and upper case are allowed,
   * as the server allows them.
   *
   * @throws IllegalArgumentException naming the bad part
   */
  public static Gtid parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException("not a GTID: '" + text + "'");
    }
    String tag = parts.length == 3 ? tagOf(parts[1].strip()) : "";
    return new Gtid(parts[0].strip(), tag, numberOf(parts[parts.length - 1].strip()));
  }

  /** The server's own form: {@code uuid:5} or {@code uuid:tag:5}. */
  @Override
  public String toString() {
    return tag.isEmpty() ? uuid + ":" + number : uuid + ":" + tag + ":" + number;
  }

  static String uuidOf(String text) {
    return matching(UUID, text, "server uuid");
  }

  static String tagOf(String text) {
    return matching(TAG, text, "tag");
  }

  static long numberOf(String text) {
    if (NUMBER.matcher(text).matches()) {
      try {
        long number = Long.parseLong(text);
        if (number >= 1 && number <= MAX_NUMBER) {
          return number;
        }
      } catch (NumberFormatException tooLarge) {
        throw new IllegalArgumentException("not a GTID's number: '" + text + "'", tooLarge);
      }
    }
    throw new IllegalArgumentException("not a GTID's number: '" + text + "'");
  }

  private static String matching(Pattern pattern, String text, String what) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!pattern.matcher(lower).matches()) {
      throw new IllegalArgumentException("not a " + what + ": '" + text + "'");
    }
    return lower;
  }
}
