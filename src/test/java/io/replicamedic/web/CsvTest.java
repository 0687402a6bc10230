package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4180, and nothing that a spreadsheet would run. */
class CsvTest {
  @Test
  void rows_end_with_cr_lf_and_cells_are_quoted_where_they_must_be() {
    assertThat(
            Csv.text(
                List.of(
                    List.of("a", "b,c", ""),
                    List.of("say \"hi\"", "two\nlines", " blank"),
                    List.of("Grüße 🚑", "1.5", "x-y"))))
        .isEqualTo(
            "a,\"b,c\",\r\n"
                + "\"say \"\"hi\"\"\",\"two\nlines\",\" blank\"\r\n"
                + "Grüße 🚑,1.5,x-y\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uFF1D1+1"})
  void what_a_spreadsheet_would_run_begins_with_an_apostrophe(String cell) {
    String plain = Csv.text(List.of(List.of(cell))).strip().replace("\"", "");

    assertThat(plain).startsWith("'");
  }
}
