package io.replicamedic.adapter.aws;

import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.CloudUnreadable;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK's exceptions mean to us; every call of this package goes through here. */
final class Calls {
  /**
   * DryRun's ways to say yes: HTTP 412, and that the permission which is to be given back is there
   * at this moment, should EC2 look that far.
   */
  private static final Set<String> YES = Set.of("DryRunOperation", "InvalidPermission.Duplicate");

  /** From here on AWS's denials quote the whole policy context, encoded, for a kilobyte. */
  private static final String ENCODED = " Encoded authorization failure message";

  private Calls() {}

  /**
   * The answer to a reading.
   *
   * @param action {@code ec2:DescribeNetworkInterfaces}
   * @throws CloudUnreadable when there is none
   */
  static <T> T read(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (RoleNotAssumed e) {
      throw unassumed(e);
    } catch (AwsServiceException e) {
      throw new CloudUnreadable(action, code(e), message(e), e);
    } catch (SdkException e) {
      throw new CloudUnreadable(action, "", message(e), e);
    }
  }

  /** What a write answered; {@code call} gives the id of the request that AWS accepted. */
  static ApiAnswer write(Supplier<@Nullable String> call) {
    try {
      return new ApiAnswer.Accepted(text(call.get()));
    } catch (RoleNotAssumed e) { // whatever STS did: the write was never sent
      return new ApiAnswer.Refused(e.code(), message(e), "");
    } catch (AwsServiceException e) {
      String id = text(e.requestId());
      return isSure(e)
          ? new ApiAnswer.Refused(code(e), message(e), id)
          : new ApiAnswer.Unanswered(
              "HTTP %d %s: %s (request %s)".formatted(e.statusCode(), code(e), message(e), id));
    } catch (SdkException e) {
      return new ApiAnswer.Unanswered(message(e));
    }
  }

  /**
   * Why a write would be refused, as its DryRun says; empty when it would not.
   *
   * @throws CloudUnreadable when it says neither
   */
  static Optional<String> refusal(String action, Runnable dryRun) {
    try {
      dryRun.run();
      return Optional.of("a DryRun was answered as if it had been carried out");
    } catch (RoleNotAssumed e) {
      throw unassumed(e);
    } catch (AwsServiceException e) {
      if (YES.contains(code(e))) {
        return Optional.empty();
      }
      if (e.isThrottlingException() || !isSure(e)) {
        throw new CloudUnreadable(action + " (DryRun)", code(e), message(e), e);
      }
      return Optional.of(code(e) + ": " + message(e));
    } catch (SdkException e) {
      throw new CloudUnreadable(action + " (DryRun)", "", message(e), e);
    }
  }

  /** An answer from which nothing may be concluded. */
  static CloudUnreadable unclear(String action, String why) {
    return new CloudUnreadable(action, "", why, new IllegalStateException(why));
  }

  private static CloudUnreadable unassumed(RoleNotAssumed e) {
    return new CloudUnreadable(RoleNotAssumed.ACTION, e.code(), message(e), e);
  }

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /**
   * Whether the error says that nothing was done. After a 5xx the act may have happened, save when
   * it says that it was not let in: EC2 throttles with 503 RequestLimitExceeded.
   */
  private static boolean isSure(AwsServiceException e) {
    return e.isThrottlingException() || (e.statusCode() < 500 && e.statusCode() != 408);
  }

  static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null ? "" : text(e.awsErrorDetails().errorCode());
  }

  static String message(SdkException e) {
    if (e instanceof AwsServiceException answered && answered.awsErrorDetails() != null) {
      String message = text(answered.awsErrorDetails().errorMessage());
      int encoded = message.indexOf(ENCODED);
      return encoded < 0 ? message : message.substring(0, encoded);
    }
    return text(e.getMessage());
  }
}
