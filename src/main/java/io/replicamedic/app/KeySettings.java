package io.replicamedic.app;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** A named API key: the SHA-256 of it, never itself. */
record KeySettings(
    @NotNull(message = KEY_NAME) @Pattern(regexp = "[A-Za-z0-9._-]{1,60}", message = KEY_NAME)
        String name,
    @NotNull(message = KEY_HASH) @Pattern(regexp = "[0-9a-fA-F]{64}", message = KEY_HASH)
        String sha256) {
  private static final String KEY_NAME = "1 to 60 of A-Z a-z 0-9 . _ -";
  private static final String KEY_HASH = "the SHA-256 of the key, 64 hexadecimal digits";
}
