package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/** Logs in: one direct connection per call, no pool, no reconnect (design.md "Zombies" 9). */
final class Connector {
  /** How RDS takes tokens. */
  private static final String CLEAR_PASSWORD = "mysql_clear_password";

  private final Passwords passwords;
  private final Encryption encryption;
  private final Timeouts timeouts;
  private final Driver driver;

  Connector(Passwords passwords, Encryption encryption, Timeouts timeouts) {
    this.passwords = passwords;
    this.encryption = encryption;
    this.timeouts = timeouts;
    try {
      this.driver = new com.mysql.cj.jdbc.Driver();
    } catch (SQLException e) {
      throw new IllegalStateException("MySQL Connector/J cannot be loaded", e);
    }
  }

  Session open(Login login) {
    return passwords.loggedIn(login, password -> open(login, password));
  }

  private Session open(Login login, String password) {
    try {
      return Session.opened(login, connected(login, properties(login, password)), timeouts);
    } catch (SQLException e) {
      throw Refusals.ofLogin(login, e);
    }
  }

  private Connection connected(Login login, Properties properties) throws SQLException {
    EncryptedSockets.Layer layer = socket -> encryption.over(socket, login);
    Connection connection =
        ScopedValue.where(EncryptedSockets.LAYER, layer)
            .call(() -> driver.connect(url(login.endpoint()), properties));
    if (connection == null) {
      throw new IllegalStateException("Connector/J does not know its own URL");
    }
    return connection;
  }

  /** Only host and port: everything else, above all the password, goes as a property. */
  private static String url(Endpoint endpoint) {
    String host = endpoint.host();
    if (!host.matches("[A-Za-z0-9._:%-]+")) {
      throw new IllegalArgumentException("not a host name or address: '" + host + "'");
    }
    String written = host.contains(":") ? "[" + host + "]" : host;
    return "jdbc:mysql://" + written + ":" + endpoint.port() + "/";
  }

  private static String sslMode(Tls tls) {
    return switch (tls.mode()) {
      case DISABLED -> "DISABLED";
      case PREFERRED -> "PREFERRED";
      case REQUIRED, VERIFY_CA, VERIFY_IDENTITY -> "REQUIRED";
    };
  }

  private Properties properties(Login login, String password) {
    Properties properties = new Properties();
    properties.setProperty("user", login.credentials().user());
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", Long.toString(timeouts.connect().toMillis()));
    // Also bounds each answer of the login; Session sets the reading timeout once it is over.
    properties.setProperty("socketTimeout", Long.toString(timeouts.connect().toMillis()));
    // Whether there is TLS; what its certificate must be is asked by our own sockets.
    properties.setProperty("sslMode", sslMode(login.tls()));
    properties.setProperty("socketFactory", EncryptedSockets.class.getName());
    if (!login.credentials().isToken()) {
      // A server decides how it is told the password; in clear it never is, save a token.
      properties.setProperty("disabledAuthenticationPlugins", CLEAR_PASSWORD);
    }
    // Never: whoever sits between us and a server without TLS could hand us his own key and read
    // the password. RDS's CHANGE text has no GET_SOURCE_PUBLIC_KEY either (domain.md 2), so a
    // source login that needed it would prove nothing.
    properties.setProperty("allowPublicKeyRetrieval", "false");
    properties.setProperty("connectionAttributes", "program_name:replica-medic");
    properties.setProperty("allowLoadLocalInfile", "false");
    properties.setProperty("autoReconnect", "false");
    properties.setProperty("useServerPrepStmts", "false");
    // No Connector/J message, profile or stack trace may quote a statement or its parameters.
    properties.setProperty("paranoid", "true");
    properties.setProperty("characterEncoding", "UTF-8");
    properties.setProperty("jdbcCompliantTruncation", "false");
    // UTC: a TIMESTAMP reads the same everywhere. ALLOW_INVALID_DATES alone: zero and odd dates
    // that are in a table can be compared with, and CHAR is not padded.
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty(
        "sessionVariables",
        "time_zone='+00:00',sql_mode='ALLOW_INVALID_DATES',"
            + "character_set_results='utf8mb4',autocommit=1");
    return properties;
  }
}
