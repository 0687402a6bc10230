package io.replicamedic.adapter.aws;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Credentials that open nothing, where the SDK's default chain looks first, so that a test never
 * gets as far as real ones; what was there is put back afterwards.
 */
public final class DummyCredentials implements BeforeAllCallback, AfterAllCallback {
  private static final Map<String, String> DUMMIES =
      Map.of(
          "aws.accessKeyId", "dummy", "aws.secretAccessKey", "dummy", "aws.sessionToken", "dummy");

  private final Map<String, @Nullable String> before = new HashMap<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    DUMMIES.forEach((name, value) -> before.putIfAbsent(name, System.setProperty(name, value)));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    before.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
    before.clear();
  }
}
