package io.replicamedic.adapter.secrets;

import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads {@code env:NAME} and {@code file:/path}, anew each time so that a rotation is seen, and
 * asks AWS for {@code aws-secretsmanager:NAME}. Wired by the app.
 */
public final class ReferencedSecrets implements Secrets {
  private static final String AWS = "aws-secretsmanager:";
  private static final String ENV = "env:";
  private static final String FILE = "file:";

  private final Secrets aws;

  /** Without AWS. */
  public ReferencedSecrets() {
    this(
        reference -> {
          throw new SecretMissing(reference, "AWS is not asked here");
        });
  }

  /** With AWS's, which are asked by the whole reference. */
  public ReferencedSecrets(Secrets aws) {
    this.aws = aws;
  }

  @Override
  public String resolve(String reference) {
    return reference.startsWith(AWS) ? aws.resolve(reference) : here(reference);
  }

  @Override
  public String resolveAnew(String reference) {
    return reference.startsWith(AWS) ? aws.resolveAnew(reference) : here(reference);
  }

  private static String here(String reference) {
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
    throw new SecretMissing(
        "(withheld)", "it must be env:NAME, file:/path or aws-secretsmanager:NAME");
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
