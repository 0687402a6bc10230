package io.replicamedic.lab;

/** A call that AWS refuses; thrown inside the {@link AwsEndpoint}, answered as an error. */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final String text;

  private AwsError(int status, String code, String text) {
    super(code + ": " + text);
    this.status = status;
    this.code = code;
    this.text = text;
  }

  static AwsError of(int status, String code, String text) {
    return new AwsError(status, code, text);
  }

  /** The client's fault: most of them. */
  static AwsError client(String code, String text) {
    return new AwsError(400, code, text);
  }

  static AwsError wouldHaveSucceeded() {
    return new AwsError(
        412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
  }

  static AwsError denied(Answer.Service service, String action) {
    String text = "You are not authorized to perform this operation: " + action;
    return switch (service) {
      case EC2 -> new AwsError(403, "UnauthorizedOperation", text);
      case RDS, STS -> new AwsError(403, "AccessDenied", text);
    };
  }

  static AwsError throttled(Answer.Service service) {
    return switch (service) {
      case EC2 -> new AwsError(503, "RequestLimitExceeded", "Request limit exceeded.");
      case RDS, STS -> new AwsError(400, "Throttling", "Rate exceeded");
    };
  }

  /** The signature is older than AWS accepts. */
  static AwsError expired() {
    return new AwsError(400, "RequestExpired", "Request has expired.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return text;
  }
}
