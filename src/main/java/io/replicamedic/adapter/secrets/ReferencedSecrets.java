package io.replicamedic.adapter.secrets;

import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@code env:NAME} and {@code file:/path}, anew each time so that a rotation is seen. */
public final class ReferencedSecrets implements Secrets {
  private static final String ENV = "env:";
  private static final String FILE = "file:";

  @Override
  public String resolve(String reference) {
    if (reference.startsWith(ENV)) {
      String value = System.getenv(reference.substring(ENV.length()));
      if (value == null) {
        throw new SecretMissing(reference, "the service's environment has no such variable");
      }
      return value;
    }
    if (reference.startsWith(FILE)) {
      return read(reference);
    }
    throw new SecretMissing("(withheld)", "it must be env:NAME or file:/path");
  }

  private static String read(String reference) {
    try {
      String text = Files.readString(Path.of(reference.substring(FILE.length())));
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException e) {
      throw new SecretMissing(reference, e.getClass().getSimpleName());
    }
  }
}
