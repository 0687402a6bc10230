package io.replicamedic.scenario;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The service as the command of a process of its own. From this JVM's class path it starts with the
 * JVM's ahead-of-time cache (JEP 514) of one start that was made to record it: each start takes
 * some third less, and tests make dozens. The cache wants jars, so what was just compiled is packed
 * first. All of it is made once, when first asked for, and removed when this JVM ends.
 */
final class Program {
  /** The cache is good only for the collector that it was made with. */
  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final long PATIENCE_SECONDS = 180;

  private Program() {}

  /** Starts that class; system properties as {@code -Dname=value}. */
  static List<String> of(Class<?> main, String... properties) {
    List<String> command = java("-XX:AOTCache=" + Made.FOLDER.resolve("aot"));
    command.addAll(List.of(properties));
    command.addAll(List.of("-cp", classPath(Made.FOLDER), main.getName()));
    return command;
  }

  /** Starts the packaged service. */
  static List<String> of(Path jar) {
    return java("-jar", jar.toString());
  }

  private static List<String> java(String... more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of(more));
    return command;
  }

  /** When first asked for. */
  private static final class Made {
    static final Path FOLDER = make();
  }

  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("replica-medic-program-");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
      parts().filter(Files::isDirectory).forEach(part -> pack(part, jar(folder, part)));
      record(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pack(Path classes, Path jar) {
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--no-compress",
                "--file=" + jar,
                "-C",
                classes.toString(),
                ".");
    if (code != 0) {
      throw new IllegalStateException("jar of " + classes + " ended with " + code);
    }
  }

  // One start that ends when everything is wired.
  private static void record(Path folder) throws IOException {
    List<String> command =
        java("-XX:AOTCacheOutput=" + folder.resolve("aot"), "-Dspring.context.exit=onRefresh");
    command.addAll(List.of("-cp", classPath(folder), HoldingService.class.getName()));
    command.add("--server.port=0");
    command.add("--replica-medic.store.path=" + folder.resolve("store"));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException("no cache was recorded\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Path> parts() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of);
  }

  private static String classPath(Path folder) {
    return parts()
        .map(part -> Files.isDirectory(part) ? jar(folder, part) : part)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path jar(Path folder, Path classes) {
    return folder.resolve(classes.getFileName() + ".jar");
  }
}
