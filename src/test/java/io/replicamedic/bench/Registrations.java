package io.replicamedic.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** A service's configuration with so many databases, and a key to ask it with. */
final class Registrations {
  private final Path folder;
  private final String key = "bench-" + UUID.randomUUID();

  Registrations(Path folder, SharedServers servers, int count) throws IOException {
    this.folder = Files.createDirectories(folder);
    Path admin = secret("admin.password", servers.adminPassword());
    Path repl = secret("repl.password", servers.replPassword());
    secret("key.lua", "wrk.headers['Authorization'] = 'Bearer " + key + "'");
    StringBuilder text = new StringBuilder();
    text.append("replica-medic.api-keys[0].name=bench\n");
    text.append("replica-medic.api-keys[0].sha256=").append(sha256(key)).append('\n');
    for (int n = 0; n < count; n++) {
      text.append(
          """
          replica-medic.databases[%1$d].id=%2$s
          replica-medic.databases[%1$d].host=%3$s
          replica-medic.databases[%1$d].port=%4$d
          replica-medic.databases[%1$d].user=admin
          replica-medic.databases[%1$d].password=file:%5$s
          replica-medic.databases[%1$d].source.host=127.0.0.1
          replica-medic.databases[%1$d].source.port=%6$d
          replica-medic.databases[%1$d].source.user=repl
          replica-medic.databases[%1$d].source.password=file:%7$s
          """
              .formatted(
                  n,
                  id(n),
                  SharedServers.host(n),
                  servers.replica(n).port(),
                  admin,
                  servers.source().port(),
                  repl));
    }
    Files.writeString(settings(), text);
  }

  static String id(int n) {
    return "replica-%04d".formatted(n);
  }

  Path folder() {
    return folder;
  }

  Path settings() {
    return folder.resolve("service.properties");
  }

  /** A script for wrk that sends the key. */
  Path script() {
    return folder.resolve("key.lua");
  }

  String key() {
    return key;
  }

  private Path secret(String name, String value) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, value + "\n");
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
