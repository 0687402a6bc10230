package io.replicamedic.scenario;

import io.replicamedic.lab.CloudKind;
import io.replicamedic.lab.Lab;
import io.replicamedic.lab.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Writes a service's configuration for one lab: properties and secret files in one folder. */
final class ServiceSettings {
  /** Name of the caller's key: the actor in the journal. */
  static final String CALLER = "sre-on-call";

  /** Id under which the lab's replica is registered. */
  static final String REPLICA = "orders-replica";

  private final Path folder;
  private final String key = "demo-" + UUID.randomUUID();
  private final Map<String, String> properties = new LinkedHashMap<>();

  /** Without any database. */
  ServiceSettings(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    secret("key.header", "Authorization: Bearer " + key);
    set("replica-medic.remediation", "on");
    set("replica-medic.store.path", folder.resolve("store").toString());
    set("replica-medic.api-keys[0].name", CALLER);
    set("replica-medic.api-keys[0].sha256", sha256(key));
    set("replica-medic.workflow.waiting-poll", "1s");
  }

  ServiceSettings(Path folder, Lab lab) throws IOException {
    this(folder);
    Path adminPassword = secret("admin.password", lab.admin().password());
    Path replPassword = secret("repl.password", lab.repl().password());
    boolean tls = lab.settings().transport() == Transport.TLS;
    String db = "replica-medic.databases[0].";
    set(db + "id", REPLICA);
    set(db + "host", "127.0.0.1");
    set(db + "port", Integer.toString(lab.replica().port()));
    set(db + "user", lab.admin().user());
    set(db + "password", "file:" + adminPassword);
    if (!lab.settings().release().speaksTls()) {
      set(db + "tls", "preferred");
    }
    String channel = lab.settings().channels().own();
    String source = db + (channel.isEmpty() ? "source." : "sources[0].");
    if (!channel.isEmpty()) {
      set(source + "channel", channel);
    }
    set(source + "host", lab.gateway().newAddress().host());
    set(source + "port", Integer.toString(lab.gateway().newAddress().port()));
    set(source + "user", lab.repl().user());
    set(source + "password", "file:" + replPassword);
    set(source + "ssl", Boolean.toString(tls));
    if (lab.settings().cloud() != CloudKind.NONE) {
      set(db + "aws.cluster", "orders");
      set("replica-medic.aws.endpoint", lab.cloud().uri().toString());
      set("replica-medic.aws.region", "us-east-1");
      set("replica-medic.aws.timeout", "2s");
    }
    // Tests count what a server and AWS are asked.
    set("replica-medic.audit.interval", "0s");
    // A lab is small: what takes minutes at a bank takes a second here.
    set("replica-medic.replication.stability", "1s");
  }

  /** One more property, or another value. */
  ServiceSettings set(String name, String value) {
    properties.put(name, value);
    return this;
  }

  /** The caller's key. */
  String key() {
    return key;
  }

  /** A file with the header that authenticates: {@code curl -H @file}. */
  Path keyHeader() {
    return folder.resolve("key.header");
  }

  Path folder() {
    return folder;
  }

  /** Writes the properties to a file that Spring Boot imports. */
  Path write() throws IOException {
    StringBuilder text = new StringBuilder();
    properties.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return Files.writeString(folder.resolve("service.properties"), text);
  }

  Path secret(String name, String value) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
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
