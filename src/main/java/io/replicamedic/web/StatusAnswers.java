package io.replicamedic.web;

import io.replicamedic.fleet.ReplicaReading;
import io.replicamedic.outside.Database;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Statuses as they are sent: rendered once for what they tell, not once a request; only the age
 * differs from one request to the next. Asked by the controller.
 */
final class StatusAnswers {
  // No text of a server can look like it: within a JSON string each quote has a backslash.
  private static final String AGE = "\"ageMillis\":";

  private final Map<String, Rendered> byReplica = new ConcurrentHashMap<>();

  /**
   * All that a status is made of, but its age: whatever is added to the view belongs here, too, or
   * an old answer would be sent.
   */
  record Told(
      Database database,
      ReplicaReading reading,
      Optional<DowntimeView> downtime,
      Optional<LastWorkflowView> workflow) {
    StatusView view(Duration age) {
      return StatusView.of(database, reading, age).beside(downtime, workflow);
    }
  }

  /** The JSON before the age and after it. */
  private record Rendered(Told told, byte[] before, byte[] after) {}

  /** One answer; its text, which people ask for, is made when it is written. */
  record Answer(Told told, Duration age, byte[]... json) implements RenderedJson.Answer, Printable {
    @Override
    public String text(Reader reader) {
      return told.view(age).text(reader);
    }
  }

  Answer of(Told told, Duration age) {
    Rendered known = byReplica.get(told.database().id());
    if (known == null || !known.told().equals(told)) {
      known = rendered(told);
      byReplica.put(told.database().id(), known);
    }
    byte[] millis = Long.toString(age.toMillis()).getBytes(StandardCharsets.US_ASCII);
    return new Answer(told, age, known.before(), millis, known.after());
  }

  private static Rendered rendered(Told told) {
    String json = Wire.JSON.writeValueAsString(told.view(Duration.ZERO));
    int age = json.indexOf(AGE) + AGE.length();
    return new Rendered(told, utf8(json.substring(0, age)), utf8(json.substring(age + 1)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
