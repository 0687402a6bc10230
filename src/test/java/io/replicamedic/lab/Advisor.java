package io.replicamedic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Debian's pt-variable-advisor, one that this machine has or that is fetched: another judge of a
 * server's settings, which nobody here wrote. Used to compare our audit with.
 */
public final class Advisor {
  private static final Pattern ADVICE = Pattern.compile("(?m)^# (NOTE|WARN|CRIT) ([^:]+): (.*)$");

  private final String program;

  /** There is none; the message says what was tried. */
  public static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unavailable(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * One of its findings.
   *
   * @param severity NOTE, WARN or CRIT
   * @param rule its id: {@code sync_binlog}
   */
  public record Advice(String severity, String rule, String text) {}

  private Advisor(String program) {
    this.program = program;
  }

  /** Finds or fetches one. */
  public static Advisor find() throws Unavailable {
    try {
      return new Advisor(Command.run(List.of(Command.script("provision-advisor"))));
    } catch (IllegalStateException e) {
      throw new Unavailable(e);
    }
  }

  public String version() {
    return Command.run(List.of(program, "--version"));
  }

  /** What it says of that server, asked over a connection of its own. */
  public List<Advice> of(MysqlServer server) throws SQLException {
    Account account = Account.named("advisor");
    try (Session root = server.session()) {
      root.run(
          "SET sql_log_bin = 0",
          "CREATE USER IF NOT EXISTS " + account.user() + "@'127.0.0.1'",
          "ALTER USER %s@'127.0.0.1' IDENTIFIED BY '%s'"
              .formatted(account.user(), account.password()));
    }
    // It wants a full check of the password, which is in memory afterwards; it does none itself.
    server.connect(account.user(), account.password()).close();
    try {
      return ask(server, account);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // On the command line the password would be in the process list. It asks its maker for newer
  // versions, unless told not to.
  private List<Advice> ask(MysqlServer server, Account account) throws IOException {
    Path login =
        Files.createTempFile(
            "rm-advisor-",
            ".cnf",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(
          login, "[client]\nuser=%s\npassword=%s\n".formatted(account.user(), account.password()));
      String said =
          Command.run(
              List.of(
                  program,
                  "--no-version-check",
                  "F=%s,h=127.0.0.1,P=%d".formatted(login, server.port())));
      return ADVICE
          .matcher(said)
          .results()
          .map((MatchResult it) -> new Advice(it.group(1), it.group(2), it.group(3)))
          .toList();
    } finally {
      Files.delete(login);
    }
  }
}
