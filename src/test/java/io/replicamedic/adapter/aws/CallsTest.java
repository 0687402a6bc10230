package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.ApiAnswer.Refused;
import io.replicamedic.outside.ApiAnswer.Unanswered;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Which errors say that nothing was done, and what of them is said on. */
class CallsTest {
  @Test
  void an_error_of_ours_is_a_refusal() {
    assertThat(answerTo(error(400, "InvalidPermission.Duplicate", "it exists")))
        .isEqualTo(new Refused("InvalidPermission.Duplicate", "it exists", "r-1"));
  }

  @Test
  void throttling_is_a_refusal_though_EC2_calls_it_a_server_error() {
    assertThat(answerTo(error(503, "RequestLimitExceeded", "too many")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void a_server_error_and_a_server_that_gave_up_waiting_are_no_answer() {
    for (int status : new int[] {408, 500, 502, 503, 504}) {
      assertThat(answerTo(error(status, "Unavailable", "later")))
          .isEqualTo(new Unanswered("HTTP " + status + " Unavailable: later (request r-1)"));
    }
  }

  @Test
  void the_encoded_context_of_a_denial_is_left_out() {
    ApiAnswer answer =
        answerTo(
            error(
                403,
                "UnauthorizedOperation",
                "You are not authorized. Encoded authorization failure message: Zm9vYmFy"));
    assertThat(answer)
        .isEqualTo(new Refused("UnauthorizedOperation", "You are not authorized.", "r-1"));
  }

  @Test
  void a_dry_run_that_finds_the_permission_there_is_permitted() {
    assertThat(Calls.refusal("ec2:X", thrown(error(400, "InvalidPermission.Duplicate", "exists"))))
        .isEmpty();
    assertThat(Calls.refusal("ec2:X", thrown(error(403, "UnauthorizedOperation", "no"))))
        .contains("UnauthorizedOperation: no");
  }

  private static Runnable thrown(AwsServiceException error) {
    return () -> {
      throw error;
    };
  }

  private static ApiAnswer answerTo(AwsServiceException error) {
    return Calls.write(
        () -> {
          throw error;
        });
  }

  private static AwsServiceException error(int status, String code, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .requestId("r-1")
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
