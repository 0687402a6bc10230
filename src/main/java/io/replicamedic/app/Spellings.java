package io.replicamedic.app;

/** How values are written that several settings take, each with what to write instead. */
final class Spellings {
  static final String TLS = "true|false|disabled|preferred|required|verify-ca|verify-identity";
  static final String TLS_HELP = "disabled, preferred, required, verify-ca or verify-identity";
  static final String CA = "|file:/.+";
  static final String CA_HELP = "file:/path of a PEM file with CA certificates";
  static final String REFERENCE =
      "(env:[A-Za-z_][A-Za-z0-9_]*|file:/.+|aws-secretsmanager:[A-Za-z0-9/_+=.@:-]+(#[^#]+)?)";
  static final String REFERENCE_HELP =
      "a reference, env:NAME, file:/path or aws-secretsmanager:NAME, never the password itself";
  static final String PASSWORD = "(iam|" + REFERENCE + ")";
  static final String PASSWORD_HELP = REFERENCE_HELP + "; or iam for RDS's tokens";

  private Spellings() {}
}
