package io.replicamedic.adapter.mysql;

import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/**
 * Connector/J's sockets, encrypted by {@link Encryption} and not by its own code, which wants a
 * trust store's file and makes a context for each connection. Public because Connector/J makes it
 * by its name.
 */
public final class EncryptedSockets extends StandardSocketFactory {
  /** How the login of this thread is encrypted; where none is, no TLS comes about. */
  static final ScopedValue<Layer> LAYER = ScopedValue.newInstance();

  /** TLS over a socket. */
  interface Layer {
    Socket over(Socket socket) throws IOException;
  }

  @Override
  @SuppressWarnings("unchecked") // as its parent, which says T and means a socket
  public <T extends Closeable> T performTlsHandshake(
      SocketConnection connection, ServerSession session, Log log) throws IOException {
    sslSocket = LAYER.get().over(rawSocket);
    return (T) sslSocket;
  }

  @Override
  public <T extends Closeable> T performTlsHandshake(
      SocketConnection connection, ServerSession session) throws IOException {
    throw new IOException("TLS is made by the other method");
  }
}
