package io.replicamedic.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/durability-rules.md explains every rule, and no other. */
class RulesDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "durability-rules.md");

  @Test
  void every_rule_has_its_anchor_and_no_anchor_is_without_a_rule() throws IOException {
    List<String> anchors =
        lines().filter(line -> line.matches("## [a-z-]+")).map(line -> line.substring(3)).toList();
    assertThat(anchors).containsExactlyInAnyOrderElementsOf(Auditor.rules());
  }

  @Test
  void every_variable_that_a_rule_judges_is_named() throws IOException {
    assertThat(String.join("\n", lines().toList()))
        .contains(Auditor.judged().stream().map(Setting::name).toList());
  }

  private static Stream<String> lines() throws IOException {
    return Files.readAllLines(DOCUMENT).stream();
  }
}
