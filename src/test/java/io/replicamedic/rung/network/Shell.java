package io.replicamedic.rung.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The undo tests' bash, in which {@code aws} only writes down the words that it was given, as any
 * program would get them after the shell's quoting; a describe is answered with what the test has
 * laid out.
 */
public final class Shell {
  private static final String AWS =
      """
      #!/bin/bash
      { printf '%s\\0' "$@"; printf '\\0'; } >> "$LAB/calls"
      case "$2" in describe-*) cat "$LAB/answer" ;; esac
      """;

  private final Path folder;

  /** Keeps what it needs in that folder. */
  public Shell(Path folder) throws IOException {
    this.folder = folder;
    Path aws = Files.writeString(folder.resolve("aws"), AWS);
    Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwx------"));
  }

  /** The calls that this line makes, each as its words; describes are answered with these ids. */
  public List<List<String>> run(String line, List<String> ids)
      throws IOException, InterruptedException {
    Path calls = folder.resolve("calls");
    Files.deleteIfExists(calls);
    Files.writeString(folder.resolve("answer"), String.join("\t", ids));
    ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", line);
    bash.directory(folder.toFile());
    Map<String, String> environment = bash.environment();
    environment.put("LAB", folder.toString());
    environment.put("PATH", folder + ":" + environment.getOrDefault("PATH", "/usr/bin:/bin"));
    Path said = folder.resolve("said");
    Process process = bash.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("bash did not end: " + line);
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(line + "\n" + Files.readString(said));
    }
    return Files.exists(calls) ? words(Files.readString(calls, StandardCharsets.UTF_8)) : List.of();
  }

  /** Each word ends with a NUL, each call with one more. */
  private static List<List<String>> words(String written) {
    List<List<String>> calls = new ArrayList<>();
    List<String> call = new ArrayList<>();
    for (String word : written.split("\0", -1)) {
      if (!word.isEmpty()) {
        call.add(word);
      } else if (!call.isEmpty()) {
        calls.add(List.copyOf(call));
        call.clear();
      }
    }
    return calls;
  }
}
