package io.replicamedic.outside;

/** AWS's ways to say that we may not; EC2 and RDS word it differently. */
final class AwsDenials {
  private AwsDenials() {}

  static boolean isOne(String code) {
    return code.equals("UnauthorizedOperation") || code.startsWith("AccessDenied");
  }
}
