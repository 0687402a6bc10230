package io.replicamedic.adapter.notify;

import io.replicamedic.outside.Notice;
import io.replicamedic.outside.Notifier;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts notices to one URL, signed as the Standard Webhooks specification says. Any 2xx means
 * taken; a redirect is not followed: nobody may send our notices elsewhere.
 */
public final class Webhook implements Notifier, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI url;
  private final String secret;
  private final Secrets secrets;
  private final Duration timeout;
  private final Clock clock;
  private final HttpClient client;

  /**
   * Reads the secret once, so that a wrong one is said at the start and not with the first alarm.
   *
   * @param url http or https, without user and password
   * @param secret reference; read anew for each notice, so that a rotation is seen
   * @param timeout for connecting, and for the answer
   * @throws IllegalArgumentException when the URL is not one that can be posted to
   * @throws SecretMissing when the secret cannot be read, or is none
   */
  public Webhook(URI url, String secret, Secrets secrets, Duration timeout, Clock clock) {
    if (!acceptable(url)) {
      throw new IllegalArgumentException(
          "a webhook's URL is http or https, with a host, without user, password or fragment");
    }
    this.url = url;
    this.secret = secret;
    this.secrets = secrets;
    this.timeout = timeout;
    this.clock = clock;
    signature();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /** Whether it can be posted to; user and password have no place in it: they would be shown. */
  public static boolean acceptable(URI url) {
    return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null;
  }

  @Override
  public Told tell(Notice notice) {
    try {
      return post(request(notice));
    } catch (SecretMissing | IOException e) {
      return new Told.Failed(e.getClass().getSimpleName() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Told.Failed("interrupted: shutting down");
    }
  }

  // The status is all that counts: a body, however long, is not waited for.
  private Told post(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream ignored = answer.body()) {
      int status = answer.statusCode();
      return status / 100 == 2 ? new Told.Delivered() : new Told.Failed("HTTP " + status);
    }
  }

  private HttpRequest request(Notice notice) {
    String body = JSON.writeValueAsString(body(notice));
    long timestamp = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(url)
        .timeout(timeout)
        .header("Content-Type", "application/json")
        .header("User-Agent", "replica-medic")
        .header("webhook-id", notice.id())
        .header("webhook-timestamp", Long.toString(timestamp))
        .header("webhook-signature", signature().of(notice.id(), timestamp, body))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private Signature signature() {
    return Signature.with(secrets.resolve(secret), secret);
  }

  private static Map<String, Object> body(Notice notice) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("alarm", notice.alarm());
    data.put("obligation", notice.obligation());
    data.put("workflow", notice.workflow());
    data.put("database", notice.database());
    data.put("summary", notice.summary());
    data.put("deadline", notice.deadline().toString());
    data.put("howToUndo", notice.howToUndo());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", notice.type());
    body.put("timestamp", notice.at().toString());
    body.put("data", data);
    return body;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
