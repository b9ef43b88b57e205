package io.parley.load;

import java.io.IOException;

/** Connections that say nothing, while somebody else looks at the server. */
final class HeldConnections implements ClientListener, AutoCloseable {
  /** Handshakes at once: less than the shortest backlog of any server. */
  static final int AT_ONCE = 32;

  private final ClientLoop loop;
  private final int connections;
  private final Client[] clients;
  private int opened;
  private int pongs;

  /** Returns once all are open. */
  HeldConnections(LoadCommand command) throws IOException {
    connections = command.number("connections", 100);
    clients = new Client[connections];
    loop = new ClientLoop(command, this);
    for (int i = 0; i < connections; i++) {
      int before = i;
      loop.await("handshakes", () -> before - opened < AT_ONCE);
      loop.connect();
    }
    loop.await("handshakes", () -> opened == connections);
  }

  /** Pings through each and fails unless each is answered. */
  void checkAlive() throws IOException {
    for (Client client : clients) {
      client.ping();
      client.flush();
    }
    loop.await("pongs", () -> pongs == connections);
  }

  @Override
  public void opened(Client client) {
    clients[client.number()] = client;
    opened++;
  }

  @Override
  public void pong(Client client) {
    pongs++;
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }
}
