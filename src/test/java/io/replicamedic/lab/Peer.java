package io.replicamedic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which process on this machine is at the other end of a connection, as a firewall's owner
 * match does; called by {@link Door} and {@link Firewall}.
 */
final class Peer {
  private Peer() {}

  /** Whether the process holds the client's end of this accepted connection. */
  static boolean isProcess(long pid, Socket accepted) throws IOException {
    String inode = inodeOf((InetSocketAddress) accepted.getRemoteSocketAddress());
    if (inode.isEmpty()) {
      return false;
    }
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.anyMatch(file -> links(file, "socket:[" + inode + "]"));
    } catch (IOException | UncheckedIOException e) {
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        return false; // it has ended, and holds nothing
      }
      throw e;
    }
  }

  /** mysqld's own connections are IPv4; Java's are listed in tcp6, and so are never found. */
  private static String inodeOf(InetSocketAddress client) throws IOException {
    byte[] address = client.getAddress().getAddress();
    byte[] reversed = {address[3], address[2], address[1], address[0]};
    String local =
        HexFormat.of().withUpperCase().formatHex(reversed)
            + ":"
            + HexFormat.of().withUpperCase().toHexDigits((short) client.getPort());
    List<String> connections = Files.readAllLines(Path.of("/proc/net/tcp"));
    for (String connection : connections) {
      String[] columns = connection.strip().split("\\s+", -1);
      if (columns.length > 9 && columns[1].equals(local)) {
        return columns[9];
      }
    }
    return "";
  }

  private static boolean links(Path file, String target) {
    try {
      return Files.readSymbolicLink(file).toString().equals(target);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
