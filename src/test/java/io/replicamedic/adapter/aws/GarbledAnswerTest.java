package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.replicamedic.outside.ApiAnswer.Unanswered;
import io.replicamedic.outside.CloudUnreadable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An endpoint (or a proxy before it) that answers what no AWS would. */
@ExtendWith(DummyCredentials.class)
class GarbledAnswerTest {
  private final AtomicInteger calls = new AtomicInteger();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final LabAccess aws =
      new LabAccess(
          URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(10));

  GarbledAnswerTest() throws IOException {
    server.start();
  }

  @AfterEach
  void gone() {
    aws.close();
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"200, <RevokeSecurityGroupEgressRes", "200, OK", "200, {}", "502, <html>Bad gateway"})
  void a_write_whose_answer_cannot_be_read_may_have_happened(int status, String body) {
    answering(status, body);
    assertThat(aws.network().revokeEgress("sg-1", List.of("sgr-1"))).isInstanceOf(Unanswered.class);
    assertThat(calls).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"200, <DescribeSecurityGroupRulesRes", "200, <html/>", "404, Not found"})
  void a_reading_whose_answer_cannot_be_read_is_unreadable(int status, String body) {
    answering(status, body);
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> aws.network().egressRules(Set.of("sg-1")));
  }

  private void answering(int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
