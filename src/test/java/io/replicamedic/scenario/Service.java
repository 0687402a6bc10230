package io.replicamedic.scenario;

/** The service under test: in this process, or as one of its own that can be killed. */
interface Service extends AutoCloseable {
  /** TCP port on 127.0.0.1 that it answers on. */
  int port();

  /** Ends it in good order and waits until it has. */
  @Override
  void close();
}
