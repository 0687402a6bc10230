package io.replicamedic.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Writes an answer whose JSON was rendered before; registered with MVC, before Jackson. */
final class RenderedJson extends AbstractHttpMessageConverter<RenderedJson.Answer> {

  /** JSON that many requests share; read only. */
  interface Answer {
    /** Its parts in order, UTF-8. */
    byte[][] json();
  }

  RenderedJson() {
    super(MediaType.APPLICATION_JSON);
  }

  @Override
  protected boolean supports(Class<?> type) {
    return Answer.class.isAssignableFrom(type);
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected Answer readInternal(Class<? extends Answer> type, HttpInputMessage message) {
    throw new HttpMessageNotReadableException("rendered JSON is written only", message);
  }

  @Override
  protected void writeInternal(Answer answer, HttpOutputMessage message) throws IOException {
    long length = 0;
    for (byte[] part : answer.json()) {
      length += part.length;
    }
    message.getHeaders().setContentLength(length);
    for (byte[] part : answer.json()) {
      message.getBody().write(part);
    }
  }
}
