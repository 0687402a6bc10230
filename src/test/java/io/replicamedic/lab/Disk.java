package io.replicamedic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A disk of its own for a server: a file system in an image file, over a loop device. The image has
 * what was synced and what the kernel wrote back, not what its page cache holds: a copy of it is
 * what a host that dies this moment leaves behind. Used by tests of what a host failure loses.
 */
public final class Disk implements AutoCloseable {
  private static final int MEGABYTES = 512;

  private final Path home;
  private final Process holder;

  /** This machine has no such disks; the message is what was tried and what came of it. */
  public static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unavailable(String why) {
      super(why);
    }
  }

  private Disk(Path home) throws IOException, Unavailable {
    this.home = home;
    this.holder =
        new ProcessBuilder("setsid", Command.script("disk"), home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = firstLine(holder);
    if (!said.equals("mounted")) {
      close();
      throw new Unavailable(said);
    }
  }

  /**
   * An empty one.
   *
   * @throws Unavailable without root, or where loop devices may not be mounted
   */
  public static Disk make() throws Unavailable {
    try {
      Path home = home();
      Path image = home.resolve("image");
      Command.run(List.of("truncate", "--size=" + MEGABYTES + "M", image.toString()));
      format(home, image);
      return new Disk(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void format(Path home, Path image) throws Unavailable {
    try {
      // All of it now: the kernel would go on writing for minutes.
      String eager = "lazy_itable_init=0,lazy_journal_init=0";
      Command.run(List.of("mkfs.ext4", "-q", "-F", "-J", "size=16", "-E", eager, image.toString()));
    } catch (IllegalStateException | UncheckedIOException e) {
      Command.run(List.of("rm", "-rf", home.toString()));
      throw new Unavailable(String.valueOf(e.getMessage()));
    }
  }

  /** Where it is mounted; what is made there is the servers' by {@link MysqlServer#startIn}. */
  public Path folder() {
    return home.resolve("mounted");
  }

  /** All that was written so far is on it. */
  public void sync() {
    Command.run(List.of("sync", "--file-system", folder().toString()));
  }

  /**
   * What it holds when its host dies at this moment. Whoever writes to it stands still meanwhile: a
   * copy takes time, a host's end does not.
   */
  public Disk afterHostFailure() throws Unavailable {
    try {
      Path other = home();
      Command.run(
          List.of(
              "cp",
              "--sparse=always",
              home.resolve("image").toString(),
              other.resolve("image").toString()));
      return new Disk(other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unmounts and removes it; its servers have ended. */
  @Override
  public void close() {
    try {
      holder.getOutputStream().close();
      holder.waitFor();
      Command.run(List.of("rm", "-rf", "--one-file-system", home.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The servers, who are nobody, must get through to what is mounted.
  private static Path home() throws IOException {
    Path home = Files.createTempDirectory("rm-disk-");
    return Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String firstLine(Process process) throws IOException {
    StringBuilder line = new StringBuilder();
    var stdout = process.getInputStream();
    for (int c = stdout.read(); c != -1 && c != '\n'; c = stdout.read()) {
      line.append((char) c);
    }
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
