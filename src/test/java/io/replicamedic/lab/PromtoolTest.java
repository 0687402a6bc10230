package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are judged, or it is said why not; never taken for good unseen. */
class PromtoolTest {
  private static final String NEEDED =
      "env bash id dirname mkdir flock mktemp chmod rm ls sort tail uname stat";

  @TempDir private Path folder;

  @Test
  void without_one_it_is_an_error_that_says_what_was_tried() throws IOException {
    // An empty machine: no promtool on PATH or in the cache, and no apt to fetch one with.
    for (String program : NEEDED.split(" ")) {
      Path found = Path.of(Command.run(List.of("/bin/sh", "-c", "command -v " + program)));
      Files.createSymbolicLink(folder.resolve(program), found);
    }
    String script =
        "#!/bin/sh\nPATH=%s XDG_CACHE_HOME=%s/cache exec %s\n"
            .formatted(folder, folder, Command.script("provision-promtool"));
    Path bare = Files.writeString(folder.resolve("bare"), script);
    Files.setPosixFilePermissions(bare, PosixFilePermissions.fromString("rwxr-xr-x"));
    // Root's cache is elsewhere if others cannot read this one.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> Promtool.find(bare.toString()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("No promtool could be had (apt: not a Debian machine)")
        .hasMessageContaining("REPLICA_MEDIC_LAB_PROMTOOL");
  }

  @Test
  void what_is_wrong_is_said() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            "groups: [{name: a, rules: [{alert: A, expr: 'nonsense('}]}]");
    Promtool.Verdict verdict = Promtool.find().say("check", "rules", rules.toString());
    assertThat(verdict.code()).isNotZero();
    assertThat(verdict.text()).contains("could not parse expression");
  }
}
