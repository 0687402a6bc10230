package io.replicamedic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A CA and the certificates it signs, made with the JDK's own keytool and given to running lab
 * servers; used by tests of TLS.
 */
public final class Certificates {
  private static final String PASSWORD = "not-a-secret";

  private final Path folder;
  private final Path store;

  /** A new CA; all its files go into that folder. */
  public Certificates(Path folder) {
    this.folder = folder;
    this.store = folder.resolve("keys.p12");
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=lab CA", "-ext", "bc:c", "-validity", "9");
    pem("ca");
  }

  /** The PEM file of the CA. */
  public Path ca() {
    return folder.resolve("ca.pem");
  }

  /** Signs one for these names: {@code dns:localhost}, {@code ip:127.0.0.1}. */
  public void sign(String alias, String names, String... more) {
    List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias));
    arguments.addAll(List.of("-dname", "CN=" + alias, "-signer", "ca", "-ext", "san=" + names));
    arguments.addAll(Arrays.asList(more));
    keytool(arguments.toArray(String[]::new));
    pem(alias);
  }

  /** The server shows that certificate to whoever connects from now on. */
  public void show(String alias, MysqlServer server) throws SQLException {
    try (Session root = server.session()) {
      for (Map.Entry<String, String> option : options(alias).entrySet()) {
        root.run("SET GLOBAL " + option.getKey() + " = '" + option.getValue() + "'");
      }
      root.run("ALTER INSTANCE RELOAD TLS");
    }
  }

  /** What a server that shows that certificate is started with. */
  public Map<String, String> options(String alias) {
    return Map.of(
        "ssl_ca", ca().toString(),
        "ssl_cert", folder.resolve(alias + ".pem").toString(),
        "ssl_key", folder.resolve(alias + ".key").toString());
  }

  /** What a server of our own that shows that certificate speaks TLS with. */
  public SSLContext context(String alias) {
    try (var in = Files.newInputStream(store)) {
      KeyStore all = KeyStore.getInstance("PKCS12");
      all.load(in, PASSWORD.toCharArray());
      KeyStore one = KeyStore.getInstance("PKCS12");
      one.load(null, null);
      char[] password = PASSWORD.toCharArray();
      one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(one, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server has no TLS any more. */
  public static void takeAway(MysqlServer server) throws SQLException {
    try (Session root = server.session()) {
      root.run(
          "SET GLOBAL ssl_cert = '/nowhere.pem'", "ALTER INSTANCE RELOAD TLS NO ROLLBACK ON ERROR");
    }
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Command.run(command);
  }

  private void pem(String alias) {
    try (var in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      byte[] key = keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
      write(alias + ".key", "PRIVATE KEY", key);
      write(alias + ".pem", "CERTIFICATE", keys.getCertificate(alias).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String file, String what, byte[] bytes) throws IOException {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
  }
}
