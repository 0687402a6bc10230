package io.replicamedic.outside;

import java.util.Locale;

/**
 * How this service's own connections to a server are encrypted, and what its certificate must be;
 * part of a registered database and of its source, obeyed by adapter.mysql. Words and strength are
 * those of MySQL's --ssl-mode.
 *
 * @param ca PEM file with the CAs that may have signed it; empty = those that Java trusts
 */
public record Tls(Mode mode, String ca) {
  /** Encrypted; the certificate is not looked at. */
  public static final Tls REQUIRED = new Tls(Mode.REQUIRED, "");

  /** Encrypted when the server offers it. */
  public static final Tls PREFERRED = new Tls(Mode.PREFERRED, "");

  /** Not encrypted, even when the server offers it. */
  public static final Tls DISABLED = new Tls(Mode.DISABLED, "");

  /** From none to the most. */
  public enum Mode {
    DISABLED,
    /** What {@code tls: false} has always meant. */
    PREFERRED,
    /** What {@code tls: true} has always meant, and replication's own SSL=1. */
    REQUIRED,
    /** Signed by one of the CAs. */
    VERIFY_CA,
    /** That, and made out to the host that was asked for. */
    VERIFY_IDENTITY;

    /** As configuration and API call it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether nothing goes out unencrypted. */
  public boolean isCertain() {
    return mode.compareTo(Mode.REQUIRED) >= 0;
  }

  /** Whether whoever answers has to prove who he is. */
  public boolean isVerified() {
    return mode.compareTo(Mode.VERIFY_CA) >= 0;
  }
}
