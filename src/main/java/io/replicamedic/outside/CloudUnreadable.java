package io.replicamedic.outside;

/** AWS could not be asked, or refused to say; nothing may be concluded from it. */
public final class CloudUnreadable extends RuntimeException {
  private final String action;
  private final String code;

  /**
   * @param action what was asked: {@code ec2:DescribeSecurityGroupRules}
   * @param code AWS's error code; empty when no answer came
   */
  public CloudUnreadable(String action, String code, String why, Throwable cause) {
    super(action + ": " + (code.isEmpty() ? "" : code + ": ") + why, cause);
    this.action = action;
    this.code = code;
  }

  /** Whether AWS says that a security group does not exist (any more). */
  public boolean noSuchGroup() {
    return code.equals("InvalidGroup.NotFound");
  }

  /** Whether AWS says that we may not ask. */
  public boolean denied() {
    return AwsDenials.isOne(code);
  }

  /** What was asked. */
  public String action() {
    return action;
  }

  /** AWS's error code, or empty. */
  public String code() {
    return code;
  }
}
