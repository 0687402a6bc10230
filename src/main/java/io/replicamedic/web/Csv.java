package io.replicamedic.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Writes a view as RFC 4180 when the caller accepts {@code text/csv}; registered with MVC. Text
 * from outside may begin as a formula does, and a spreadsheet would run it: such cells begin with
 * an apostrophe.
 */
final class Csv extends AbstractHttpMessageConverter<Tabular> {
  /** Also those that spreadsheets read as = (full-width ones), or skip before they read on. */
  private static final String FORMULA = "=+-@\t\r\n\u0000\uFF1D\uFF0B\uFF0D\uFF20";

  Csv() {
    super(StandardCharsets.UTF_8, MediaType.valueOf(Media.CSV));
  }

  @Override
  protected boolean supports(Class<?> type) {
    return Tabular.class.isAssignableFrom(type);
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected Tabular readInternal(Class<? extends Tabular> type, HttpInputMessage message) {
    throw new HttpMessageNotReadableException("CSV is written only", message);
  }

  @Override
  protected void writeInternal(Tabular view, HttpOutputMessage message) throws IOException {
    message
        .getHeaders()
        .setContentDisposition(
            ContentDisposition.attachment().filename(view.fileName() + ".csv").build());
    message.getBody().write(text(view.table()).getBytes(StandardCharsets.UTF_8));
  }

  static String text(List<List<String>> table) {
    return table.stream()
        .map(row -> row.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n")
        .collect(Collectors.joining());
  }

  private static String cell(String text) {
    String harmless = isFormula(text) ? "'" + text : text;
    return harmless.matches("(?s).*[\",\r\n].*") || !harmless.equals(harmless.strip())
        ? '"' + harmless.replace("\"", "\"\"") + '"'
        : harmless;
  }

  private static boolean isFormula(String text) {
    String seen = text.stripLeading();
    return (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0)
        || (!seen.isEmpty() && FORMULA.indexOf(seen.charAt(0)) >= 0);
  }
}
