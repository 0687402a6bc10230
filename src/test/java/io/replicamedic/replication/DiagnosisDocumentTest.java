package io.replicamedic.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/diagnosis.md says all that a status can say, and nothing else. */
class DiagnosisDocumentTest {
  @Test
  void every_code_has_its_paragraph_in_the_order_of_precedence() throws IOException {
    List<String> headings =
        document().filter(line -> line.startsWith("## ")).map(line -> line.substring(3)).toList();
    assertThat(headings)
        .containsExactlyElementsOf(
            Stream.of(DiagnosisCode.values()).map(DiagnosisCode::name).toList());
  }

  @Test
  void every_cause_is_explained() throws IOException {
    String text = String.join("\n", document().toList());
    assertThat(text).contains(Stream.of(Cause.values()).map(Cause::name).toList());
  }

  private static Stream<String> document() throws IOException {
    return Files.readAllLines(Path.of("docs", "diagnosis.md")).stream();
  }
}
