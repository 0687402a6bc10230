package io.replicamedic.replication;

import java.util.List;
import java.util.Set;

/**
 * What MySQL's error numbers mean to replication; numbers decide, never texts (domain.md 3). The
 * exceptions are the numbers that stand for several things: 1236 and its wrapper 13114, 1593 and
 * its wrapper 13117; their texts are the same since 5.6 but for the words for source and replica.
 */
final class ErrorNumbers {
  private static final Set<Integer> SOURCE_REFUSES = Set.of(1236, 13114);
  private static final Set<Integer> FATAL = Set.of(1593, 13117);

  /** 1594 and 1872 are what 5.7 calls them. */
  private static final Set<Integer> RELAY_LOG = Set.of(13121, 13124, 1594, 1872);

  private static final Set<Integer> DUPLICATE_KEY = Set.of(1062, 1022, 1586);
  private static final Set<Integer> ROW_MISSING = Set.of(1032);

  /**
   * Database, table, column or index missing, there already, or of another type; 13146 is what 8.0
   * makes of 1677.
   */
  private static final Set<Integer> SCHEMA =
      Set.of(
          1007, 1008, 1049, 1050, 1051, 1054, 1060, 1061, 1072, 1091, 1136, 1146, 1535, 1677,
          13146);

  private static final Set<Integer> UNREACHABLE = Set.of(2002, 2003, 2006, 2013, 2055, 1159, 1161);
  private static final Set<Integer> NAME = Set.of(2005);
  private static final Set<Integer> ACCESS = Set.of(1044, 1045, 1129, 1130, 1142, 1227, 1698, 3118);
  private static final Set<Integer> TLS = Set.of(2026, 2061, 3159);
  private static final Set<Integer> CONNECTIONS = Set.of(1040, 1203, 1226);

  private ErrorNumbers() {}

  static boolean isRelayLog(int errno) {
    return RELAY_LOG.contains(errno);
  }

  /** Which code an applier's error is. */
  static DiagnosisCode applier(int errno) {
    if (DUPLICATE_KEY.contains(errno)) {
      return DiagnosisCode.APPLIER_DUPLICATE_KEY;
    }
    if (ROW_MISSING.contains(errno)) {
      return DiagnosisCode.APPLIER_ROW_MISSING;
    }
    return SCHEMA.contains(errno) ? DiagnosisCode.APPLIER_SCHEMA : DiagnosisCode.APPLIER_OTHER;
  }

  /** Why a receiver that goes on trying does not get in. */
  static Cause retried(int errno) {
    if (errno == 0) {
      return Cause.NO_ANSWER_YET;
    }
    if (UNREACHABLE.contains(errno)) {
      return Cause.UNREACHABLE;
    }
    if (NAME.contains(errno)) {
      return Cause.NAME;
    }
    if (ACCESS.contains(errno)) {
      return Cause.ACCESS_DENIED;
    }
    if (TLS.contains(errno)) {
      return Cause.TLS;
    }
    return CONNECTIONS.contains(errno) ? Cause.TOO_MANY_CONNECTIONS : Cause.OTHER;
  }

  /** Why a receiver has stopped for good. */
  static Cause fatal(int errno, String text) {
    if (SOURCE_REFUSES.contains(errno)) {
      return refused(text);
    }
    if (FATAL.contains(errno) && contains(text, "equal MySQL server")) {
      return Cause.SAME_SERVER_ID;
    }
    return Cause.OTHER;
  }

  private static Cause refused(String text) {
    if (contains(
        text,
        "Replica has more GTIDs than the source has",
        "Slave has more GTIDs than the master has")) {
      return Cause.MORE_GTIDS;
    }
    // Positions are refused as "impossible position" or as "position > file size".
    if (contains(text, "impossible position", "position > file size")) {
      return Cause.IMPOSSIBLE_POSITION;
    }
    return contains(text, "purged", "Could not find first log file name", "could not find next log")
        ? Cause.PURGED
        : Cause.OTHER;
  }

  private static boolean contains(String text, String... any) {
    return List.of(any).stream().anyMatch(text::contains);
  }
}
