package io.replicamedic.replication;

import java.util.Locale;

/**
 * Names of replication channels as MySQL takes them (9.7.4, measured): at most 64 characters, kept
 * in lower case, no line break, no blank at the end; RDS's procedures also take blanks at the start
 * away, so none may be there. Asked by configuration and requests.
 */
public final class ChannelName {
  /**
   * What a name must match; the empty one is the default channel's. Group replication's names are
   * refused in any case, as the server lowers them; in classes, because the API's description says
   * this pattern to readers that know no (?i).
   */
  public static final String PATTERN =
      "(?![Gg][Rr][Oo][Uu][Pp]_[Rr][Ee][Pp][Ll][Ii][Cc][Aa][Tt][Ii][Oo][Nn]_"
          + "([Aa][Pp][Pp][Ll][Ii][Ee][Rr]|[Rr][Ee][Cc][Oo][Vv][Ee][Rr][Yy])$)"
          + "([^\\s\\x00-\\x1f\\x7f]([^\\x00-\\x1f\\x7f]{0,62}[^\\s\\x00-\\x1f\\x7f])?)?";

  /** That pattern in words. */
  public static final String HELP =
      "a channel's name: at most 64 characters, no blank at either end, no control character, not"
          + " one of group replication";

  private ChannelName() {}

  /** As the server keeps and shows it. */
  public static String of(String asWritten) {
    return asWritten.toLowerCase(Locale.ROOT);
  }
}
