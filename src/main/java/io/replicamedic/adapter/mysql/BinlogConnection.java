package io.replicamedic.adapter.mysql;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import com.github.shyiko.mysql.binlog.network.Authenticator;
import com.github.shyiko.mysql.binlog.network.ClientCapabilities;
import com.github.shyiko.mysql.binlog.network.ServerException;
import com.github.shyiko.mysql.binlog.network.protocol.GreetingPacket;
import com.github.shyiko.mysql.binlog.network.protocol.PacketChannel;
import com.github.shyiko.mysql.binlog.network.protocol.command.ByteArrayCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.QueryCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.SSLRequestCommand;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.GtidSet;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * One binlog dump, read in the caller's thread against a deadline. The library's parts log in; its
 * BinaryLogClient is not used: it starts threads, swallows errors and throws on tagged GTID sets.
 */
final class BinlogConnection implements Closeable {
  private static final int COM_BINLOG_DUMP = 0x12;
  private static final int COM_BINLOG_DUMP_GTID = 0x1e;
  private static final int NON_BLOCKING = 1;
  private static final int THROUGH_GTID = 4;
  private static final int ERROR = 0xFF;
  private static final int END = 0xFE;
  private static final int LARGEST_PACKET = 0xFFFFFF;

  private final Socket socket;
  private final PacketChannel channel;
  private final Deadline deadline;
  private final Checksums checksums = new Checksums();

  private BinlogConnection(Socket socket, PacketChannel channel, Deadline deadline) {
    this.socket = socket;
    this.channel = channel;
    this.deadline = deadline;
  }

  static BinlogConnection open(
      Login login, String password, Encryption encryption, Duration connect, Deadline deadline)
      throws IOException {
    Socket socket = new Socket();
    try {
      int millis = (int) connect.toMillis();
      socket.connect(
          new InetSocketAddress(login.endpoint().host(), login.endpoint().port()), millis);
      socket.setSoTimeout(millis);
      PacketChannel channel = new PacketChannel(socket);
      GreetingPacket greeting = new GreetingPacket(answer(channel));
      if (login.tls().mode() != Tls.Mode.DISABLED) {
        encrypt(channel, greeting, login, encryption);
      }
      if (login.credentials().isToken()) {
        new ClearPasswordLogin(channel, greeting).send(login.credentials().user(), password);
      } else {
        new Authenticator(greeting, channel, null, login.credentials().user(), password)
            .authenticate();
      }
      channel.authenticationComplete();
      return new BinlogConnection(socket, channel, deadline);
    } catch (ServerException e) {
      socket.close();
      throw new ServerRefusal(e.getErrorCode(), String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Asks for everything outside the set. Server id 0 and no uuid: the server then ends the dump
   * instead of waiting for more, and looks for no other dump thread to kill as this replica's
   * earlier one; any number of ours could be a real replica's. NONE says that we know checksums.
   */
  void dump(GtidSet have) throws IOException {
    command(
        new QueryCommand("SET @master_binlog_checksum = 'NONE', @source_binlog_checksum = 'NONE'"));
    byte[] set = GtidSetBytes.of(have);
    Bytes request = new Bytes();
    request.number(COM_BINLOG_DUMP_GTID, 1);
    request.number(NON_BLOCKING | THROUGH_GTID, 2);
    request.number(0, 4); // server id
    request.number(0, 4); // length of the file name: from the first file that is needed
    request.number(4, 8); // position
    request.number(set.length, 4);
    request.bytes(set);
    channel.write(new ByteArrayCommand(request.toByteArray()));
  }

  /** Asks for everything from that place on; as for a set else. Places over 4 GB cannot be said. */
  void dump(BinlogPosition from) throws IOException {
    command(
        new QueryCommand("SET @master_binlog_checksum = 'NONE', @source_binlog_checksum = 'NONE'"));
    Bytes request = new Bytes();
    request.number(COM_BINLOG_DUMP, 1);
    request.number(from.offset(), 4);
    request.number(NON_BLOCKING, 2);
    request.number(0, 4); // server id
    request.bytes(from.file().getBytes(StandardCharsets.UTF_8));
    channel.write(new ByteArrayCommand(request.toByteArray()));
  }

  /** The next event with its header; empty at the end of the binlog. */
  Optional<byte[]> next() throws IOException {
    byte[] packet = packet();
    int marker = packet[0] & 0xFF;
    if (marker == ERROR) {
      throw refusal(packet);
    }
    if (marker == END && packet.length < 9) {
      return Optional.empty();
    }
    return Optional.of(checksums.checked(Arrays.copyOfRange(packet, 1, packet.length)));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void command(QueryCommand query) throws IOException {
    channel.write(query);
    answer(channel);
  }

  /** Not by the channel, which gives up at its 256th packet and does not join large ones. */
  private byte[] packet() throws IOException {
    ByteArrayInputStream in = channel.getInputStream();
    Bytes whole = new Bytes();
    int length;
    do {
      socket.setSoTimeout((int) deadline.left().toMillis());
      length = in.readInteger(3);
      in.readInteger(1); // sequence number
      whole.bytes(in.read(length));
    } while (length == LARGEST_PACKET);
    return whole.toByteArray();
  }

  private static void encrypt(
      PacketChannel channel, GreetingPacket greeting, Login login, Encryption encryption)
      throws IOException {
    boolean offered = (greeting.getServerCapabilities() & ClientCapabilities.SSL) != 0;
    if (!offered) {
      if (login.tls().isCertain()) {
        throw new TlsRefused("the server does not offer it");
      }
      return;
    }
    SSLRequestCommand request = new SSLRequestCommand();
    request.setCollation(greeting.getServerCollation());
    channel.write(request);
    try {
      channel.upgradeToSSL(socket -> layered(encryption, socket, login), null);
    } catch (SSLException e) {
      throw TlsRefused.by(e, login);
    }
  }

  /** The library's interface knows SocketException only; the library begins the handshake. */
  private static SSLSocket layered(Encryption encryption, Socket socket, Login login)
      throws SocketException {
    try {
      return encryption.unagreed(socket, login);
    } catch (IOException e) {
      SocketException wrapped = new SocketException(e.getMessage());
      wrapped.initCause(e);
      throw wrapped;
    }
  }

  static byte[] answer(PacketChannel channel) throws IOException {
    byte[] packet = channel.read();
    if ((packet[0] & 0xFF) == ERROR) {
      throw refusal(packet);
    }
    return packet;
  }

  /** 0xFF, errno, and since 4.1 '#' with five characters of SQLSTATE; a greeting may lack them. */
  private static ServerRefusal refusal(byte[] packet) {
    int errno = (packet[1] & 0xFF) | ((packet[2] & 0xFF) << 8);
    int text = packet.length > 3 && packet[3] == '#' ? 9 : 3;
    return new ServerRefusal(
        errno, new String(packet, text, packet.length - text, StandardCharsets.UTF_8));
  }
}
