package io.replicamedic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The MySQL on this machine that the lab's servers are started from, with an initialised data
 * directory to copy; called by {@link MysqlServer}.
 */
final class Installation {
  private static final Pattern VERSION = Pattern.compile("Ver (\\d+)\\.(\\d+)\\.(\\d+)");

  /**
   * Raise it when {@link ServerOptions#shape} changes: a seed is good only for the shape it was
   * made with.
   */
  private static final String SEED_GENERATION = "1";

  private static final Map<Release, Installation> FOUND = new EnumMap<>(Release.class);

  private final String mysqld;
  private final String version;
  private final Path seed;

  private Installation(String mysqld, String version, Path seed) {
    this.mysqld = mysqld;
    this.version = version;
    this.seed = seed;
  }

  /** Found or fetched once per JVM; says on stderr which MySQL it is. */
  static Installation of(Release release) {
    synchronized (FOUND) {
      return FOUND.computeIfAbsent(release, Installation::find);
    }
  }

  private static Installation find(Release release) {
    try {
      String mysqld = release.provision();
      String version = versionOf(mysqld);
      return new Installation(mysqld, version, seedOf(mysqld, version, release.options()));
    } catch (IOException e) {
      throw new UncheckedIOException(release + " cannot be provided", e);
    }
  }

  String mysqld() {
    return mysqld;
  }

  /** For instance 9.7.4. */
  String version() {
    return version;
  }

  /**
   * A copy of the seed at {@code target}, owned by whoever runs the servers; it has no uuid yet.
   */
  void copySeed(Path target) {
    List<String> copy = new ArrayList<>(asServerUser());
    copy.addAll(List.of("cp", "-r", "--reflink=auto", seed.toString(), target.toString()));
    Command.run(copy);
  }

  /** mysqld refuses to run as root: root's servers run as nobody. */
  static List<String> asServerUser() {
    return isRoot()
        ? List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--")
        : List.of();
  }

  /** A new private folder of the user who runs the servers. */
  static Path newFolder(Path parent, String prefix) throws IOException {
    Path folder = Files.createTempDirectory(parent, prefix);
    if (isRoot()) {
      Command.run(List.of("chown", "nobody:nogroup", folder.toString()));
    }
    return folder;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String versionOf(String mysqld) {
    String line = Command.run(List.of(mysqld, "--no-defaults", "--version"));
    Matcher matcher = VERSION.matcher(line);
    if (!matcher.find()) {
      throw new IllegalStateException(mysqld + " does not say its version: " + line);
    }
    return matcher.group().substring("Ver ".length());
  }

  /** Beside our own copy, or in the cache when the server belongs to the machine. */
  private static Path seedOf(String mysqld, String version, ServerOptions options) {
    Path home = Path.of(mysqld).toAbsolutePath().resolve("../..").normalize();
    Path folder = home.resolve("root").toFile().isDirectory() ? home : userCache();
    Path seed = folder.resolve("seed-" + version + "-" + SEED_GENERATION + "-" + userName());
    try {
      Files.createDirectories(folder);
      Path lock = folder.resolve(".seed.lock-" + userName());
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = channel.lock()) {
        if (held.isValid() && !Files.isDirectory(seed)) {
          initialise(mysqld, options, folder, seed);
        }
      }
      return seed;
    } catch (IOException e) {
      throw new UncheckedIOException("no seed data directory can be made in " + folder, e);
    }
  }

  private static void initialise(String mysqld, ServerOptions options, Path folder, Path seed)
      throws IOException {
    Path work = newFolder(folder, ".seed-");
    List<String> command = new ArrayList<>(asServerUser());
    command.addAll(List.of(mysqld, "--no-defaults", "--initialize-insecure"));
    command.addAll(options.shape());
    command.addAll(options.initialising());
    command.add("--datadir=" + work.resolve("data"));
    command.add("--log-error=" + work.resolve("error.log"));
    Command.run(command);
    Files.delete(work.resolve("data/auto.cnf"));
    Files.move(work.resolve("data"), seed);
    Command.run(List.of("rm", "-rf", work.toString()));
  }

  private static Path userCache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg != null ? Path.of(xdg) : Path.of(System.getProperty("user.home", "/tmp"), ".cache");
    Path folder = isRoot() ? Path.of("/var/cache") : base;
    return folder.resolve("replica-medic");
  }

  private static String userName() {
    return System.getProperty("user.name", "user");
  }
}
