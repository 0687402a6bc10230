package io.replicamedic.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Writes a view as text when the caller accepts {@code text/plain}; registered with MVC. */
final class PlainText extends AbstractHttpMessageConverter<Printable> {
  private final Clock clock;

  PlainText(Clock clock) {
    super(StandardCharsets.UTF_8, MediaType.TEXT_PLAIN);
    this.clock = clock;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return Printable.class.isAssignableFrom(type);
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected Printable readInternal(Class<? extends Printable> type, HttpInputMessage message) {
    throw new HttpMessageNotReadableException("plain text is written only", message);
  }

  @Override
  protected void writeInternal(Printable view, HttpOutputMessage message) throws IOException {
    Printable.Reader reader =
        new Printable.Reader(
            ServletUriComponentsBuilder.fromCurrentContextPath().build().toUri(), clock.instant());
    message.getBody().write(view.text(reader).getBytes(StandardCharsets.UTF_8));
  }
}
