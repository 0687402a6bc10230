package io.replicamedic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Incident 2 without a host that fails, and without root: a server comes back with the data of an
 * earlier moment and with all of its binary log, as after a failover with
 * innodb_flush_log_at_trx_commit=2 and sync_binlog=1. Used by tests of what was lost then.
 *
 * <p>Nothing may be written while it is made, and no table be changed afterwards: the earlier data
 * would not have it.
 */
public final class Graft {
  private final MysqlServer server;
  private final Path earlier;

  private Graft(MysqlServer server) throws SQLException {
    this.server = server;
    this.earlier = server.folder().resolve("earlier");
    // A transaction that is only prepared would be taken for committed: the binary log names it.
    try (Session root = server.session()) {
      root.run("FLUSH ENGINE LOGS");
    }
    server.freeze();
    try {
      Command.run(List.of("cp", "-a", data().toString(), earlier.toString()));
    } finally {
      server.thaw();
    }
  }

  /** The server's data of now are kept for {@link #failOver()}. */
  public static Graft of(MysqlServer server) throws SQLException {
    return new Graft(server);
  }

  /** The server is killed, and comes back at its place with what it held when this was made. */
  public void failOver() {
    server.kill9();
    Path dead = server.folder().resolve("dead");
    try {
      Files.move(data(), dead);
      Files.move(earlier, data());
      // All of the dead server's, its index too: the earlier one names fewer files.
      Command.run(command(List.of("rm"), data()));
      Command.run(command(List.of("cp", "-a", "--target-directory=" + data()), dead));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.startAgain();
  }

  private Path data() {
    return server.folder().resolve("data");
  }

  private static List<String> command(List<String> words, Path folder) throws IOException {
    List<String> command = new ArrayList<>(words);
    try (DirectoryStream<Path> binlogs = Files.newDirectoryStream(folder, "binlog.*")) {
      binlogs.forEach(file -> command.add(file.toString()));
    }
    return command;
  }
}
