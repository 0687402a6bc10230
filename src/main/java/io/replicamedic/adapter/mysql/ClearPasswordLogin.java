package io.replicamedic.adapter.mysql;

import com.github.shyiko.mysql.binlog.network.ClientCapabilities;
import com.github.shyiko.mysql.binlog.network.protocol.GreetingPacket;
import com.github.shyiko.mysql.binlog.network.protocol.PacketChannel;
import com.github.shyiko.mysql.binlog.network.protocol.command.ByteArrayCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The binlog protocol's login with a token, which the library does not know: RDS asks for it by an
 * AuthSwitchRequest to mysql_clear_password. Only over TLS whose certificate was verified: {@link
 * Passwords} makes no token for any other.
 */
final class ClearPasswordLogin {
  private static final int SWITCH = 0xFE;
  private static final String PLUGIN = "mysql_clear_password";

  private final PacketChannel channel;
  private final GreetingPacket greeting;

  ClearPasswordLogin(PacketChannel channel, GreetingPacket greeting) {
    this.channel = channel;
    this.greeting = greeting;
  }

  /**
   * Logs in.
   *
   * @throws ServerRefusal when the server refuses
   */
  void send(String user, String token) throws IOException {
    if (!channel.isSSL()) {
      throw new TlsRefused("a token is sent over nothing else");
    }
    channel.write(new ByteArrayCommand(response(user)));
    byte[] asked = BinlogConnection.answer(channel);
    if ((asked[0] & 0xFF) != SWITCH || !plugin(asked).equals(PLUGIN)) {
      throw new IOException(
          "the server does not ask account '" + user + "' for a token, but for something else");
    }
    Bytes clear = new Bytes();
    clear.bytes(token.getBytes(StandardCharsets.UTF_8));
    clear.number(0, 1);
    channel.write(new ByteArrayCommand(clear.toByteArray()));
    BinlogConnection.answer(channel);
  }

  /** HandshakeResponse41 that proves nothing yet. */
  private byte[] response(String user) {
    int capabilities =
        ClientCapabilities.LONG_FLAG
            | ClientCapabilities.PROTOCOL_41
            | ClientCapabilities.SECURE_CONNECTION
            | ClientCapabilities.PLUGIN_AUTH
            | ClientCapabilities.SSL;
    Bytes response = new Bytes();
    response.number(capabilities, 4);
    response.number(0, 4); // longest packet: the server's own limit
    response.number(greeting.getServerCollation(), 1);
    response.bytes(new byte[23]);
    response.bytes(user.getBytes(StandardCharsets.UTF_8));
    response.number(0, 1);
    response.number(0, 1); // length of an empty proof
    response.bytes(greeting.getPluginProvidedData().getBytes(StandardCharsets.US_ASCII));
    response.number(0, 1);
    return response.toByteArray();
  }

  private static String plugin(byte[] asked) {
    int end = 1;
    while (end < asked.length && asked[end] != 0) {
      end++;
    }
    return new String(asked, 1, end - 1, StandardCharsets.US_ASCII);
  }
}
