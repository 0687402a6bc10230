package io.replicamedic.bench;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code bench/status} was asked for.
 *
 * @param sizes how many registrations, ascending
 * @param settle before CPU is measured
 * @param time of each measurement of CPU or load
 * @param faults made to see how soon they appear
 */
record Options(
    List<Contender> contenders, List<Integer> sizes, Duration settle, Duration time, int faults) {
  private static final String USAGE =
      "usage: bench/status [--peer JAR-OR-COMMAND] [--sizes 10,100,1000] [--settle SECONDS]"
          + " [--seconds SECONDS] [--faults N] [--java OPTIONS]";

  /** A build of the service and how it is started. */
  record Contender(String name, List<String> program) {}

  static Options of(List<String> args) {
    List<Integer> sizes = List.of(10, 100, 1000);
    Duration settle = Duration.ofSeconds(8);
    Duration time = Duration.ofSeconds(5);
    int faults = 7;
    String peer = "";
    String java = "-XX:+UseSerialGC -Xmx512m";
    for (int i = 0; i < args.size(); i += 2) {
      if (i + 1 == args.size()) {
        throw wrong(args.get(i) + " has no value");
      }
      String value = args.get(i + 1);
      switch (args.get(i)) {
        case "--peer" -> peer = value;
        case "--sizes" ->
            sizes = Stream.of(value.split(",")).map(Integer::valueOf).sorted().toList();
        case "--settle" -> settle = Duration.ofSeconds(Long.parseLong(value));
        case "--seconds" -> time = Duration.ofSeconds(Long.parseLong(value));
        case "--faults" -> faults = Integer.parseInt(value);
        case "--java" -> java = value;
        default -> throw wrong("unknown: " + args.get(i));
      }
    }
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new Contender("ours", command(java, classPath())));
    if (!peer.isEmpty()) {
      contenders.add(new Contender("peer", peer(java, peer)));
    }
    return new Options(contenders, sizes, settle, time, faults);
  }

  private static List<String> peer(String java, String peer) {
    return peer.endsWith(".jar")
        ? command(java, List.of("-jar", Path.of(peer).toAbsolutePath().toString()))
        : List.of(peer.split(" +"));
  }

  private static List<String> command(String java, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(java.split(" +")));
    command.addAll(more);
    return command;
  }

  // Without the test classes, as the packaged service.
  private static List<String> classPath() {
    String here = System.getProperty("java.class.path");
    String without =
        String.join(
            File.pathSeparator,
            Stream.of(here.split(File.pathSeparator))
                .filter(part -> !part.endsWith("test-classes"))
                .toList());
    return List.of("-cp", without, "io.replicamedic.app.ReplicaMedic");
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(why + "\n" + USAGE);
  }
}
