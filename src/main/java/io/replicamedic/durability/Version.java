package io.replicamedic.durability;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's version, as far as it was told; rules ask it where variables, names or defaults
 * differ.
 *
 * @param patch -1 where the words have none: {@code 8.0.mysql_aurora.3.08.0}
 */
record Version(int major, int minor, int patch) {
  private static final Pattern WORDS =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

  /** Of the server's or the API's words; empty when they are none. */
  static Optional<Version> of(String words) {
    Matcher matcher = WORDS.matcher(words.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int patch = matcher.group(3) == null ? -1 : Integer.parseInt(matcher.group(3));
    return Optional.of(
        new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), patch));
  }

  /** Whether it is certainly that release or a later one. */
  boolean from(int sinceMajor, int sinceMinor, int sincePatch) {
    return compare(sinceMajor, sinceMinor, sincePatch) >= 0;
  }

  /** Whether it is certainly an earlier one. Both are false where only the patch would tell. */
  boolean before(int sinceMajor, int sinceMinor, int sincePatch) {
    return major != sinceMajor || minor != sinceMinor || patch >= 0
        ? compare(sinceMajor, sinceMinor, sincePatch) < 0
        : false;
  }

  private int compare(int sinceMajor, int sinceMinor, int sincePatch) {
    if (major != sinceMajor) {
      return Integer.compare(major, sinceMajor);
    }
    return minor != sinceMinor
        ? Integer.compare(minor, sinceMinor)
        : Integer.compare(patch, sincePatch);
  }
}
