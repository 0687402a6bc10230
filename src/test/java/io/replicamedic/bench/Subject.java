package io.replicamedic.bench;

import io.replicamedic.lab.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One running service that is measured: its process, and its answers as a caller sees them. */
final class Subject implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final Path log;
  private final Registrations registrations;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  private Subject(
      Registrations registrations, List<String> program, Duration interval, List<String> more)
      throws IOException {
    this.registrations = registrations;
    this.log = registrations.folder().resolve("service.log");
    List<String> command = new ArrayList<>(program);
    command.add("--server.port=0");
    command.add("--server.address=127.0.0.1");
    command.add("--spring.config.additional-location=file:" + registrations.settings());
    command.add("--replica-medic.polling.interval=" + interval.toMillis() + "ms");
    command.addAll(more);
    command.add(
        "--replica-medic.store.path="
            + registrations.folder().resolve("store" + System.nanoTime()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Await.until(() -> "the service starts\n" + logged(), PATIENCE, () -> !port().isEmpty());
    base = "http://127.0.0.1:" + port();
  }

  /** Starts it and waits until it answers. */
  static Subject start(Registrations registrations, List<String> program, Duration interval)
      throws IOException {
    return new Subject(registrations, program, interval, List.of());
  }

  /** One that reads nothing by itself but audits, at once. */
  static Subject auditing(Registrations registrations, List<String> program) throws IOException {
    return new Subject(
        registrations,
        program,
        Duration.ZERO,
        List.of("--replica-medic.audit.interval=24h", "--replica-medic.audit.delay=0s"));
  }

  /** A script for wrk that sends the key. */
  Path script() {
    return registrations.script();
  }

  String base() {
    return base;
  }

  /** Until every registration was read once. */
  void awaitRead(int registered) {
    Await.until(
        () -> "every replica is read\n" + logged(),
        PATIENCE,
        () -> lines("").filter(line -> line.has("readAt")).count() == registered);
  }

  /** The list's lines. */
  java.util.stream.Stream<JsonNode> lines(String query) {
    JsonNode list = get("/api/v1/replicas?limit=1000" + query);
    return StreamSupport.stream(list.path("replicas").spliterator(), false);
  }

  JsonNode get(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + path))
              .header("Authorization", "Bearer " + registrations.key())
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return JsonMapper.shared().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until its log says that, without asking it anything; the first group. */
  String awaitSaid(Pattern what, Duration patience) {
    Await.until(() -> "it says " + what + "\n" + logged(), patience, () -> said(what).find());
    Matcher said = said(what);
    said.find();
    return said.group(1);
  }

  private Matcher said(Pattern what) {
    return what.matcher(logged());
  }

  /** CPU seconds, of user and system, that it has used since it was started. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** CPU seconds per second, measured for that long. */
  double cores(Duration time) throws IOException, InterruptedException {
    double before = cpuSeconds();
    long begin = System.nanoTime();
    Thread.sleep(time);
    return (cpuSeconds() - before) * 1e9 / (System.nanoTime() - begin);
  }

  /** Resident memory, bytes. */
  long resident() throws IOException {
    Matcher rss =
        Pattern.compile("VmRSS:\\s+(\\d+) kB")
            .matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
    if (!rss.find()) {
      throw new IllegalStateException("no VmRSS");
    }
    return Long.parseLong(rss.group(1)) * 1024;
  }

  /** Bytes on the heap that a full collection leaves. */
  long heap() {
    return Heap.of(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private String port() {
    Matcher matcher = PORT.matcher(logged());
    if (!matcher.find()) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the service does not start\n" + logged());
      }
      return "";
    }
    return matcher.group(1);
  }

  private String logged() {
    try {
      return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
