package io.parley.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that each have so many messages in flight; every echo is compared with its message.
 */
final class EchoLoad implements ClientListener {
  /** From this depth on, echoes are gathered for a moment, so that one read has several. */
  private static final int DEEP = 8;

  private static final long GATHER_NANOS = 100_000;

  private final LoadCommand command;
  private final int connections;
  private final int depth;
  private final int size;
  private final Client[] clients;
  private final long[] sent;
  private final long[] received;
  private int opened;
  private long echoed;
  private long outstanding;
  private boolean sending = true;

  private EchoLoad(LoadCommand command) {
    this.command = command;
    connections = command.number("connections", 50);
    depth = command.number("depth", 1);
    size = Math.max(Payload.SHORTEST, command.number("size", 32));
    clients = new Client[connections];
    sent = new long[connections];
    received = new long[connections];
  }

  static LoadResult run(LoadCommand command) throws IOException {
    return new EchoLoad(command).measure();
  }

  private LoadResult measure() throws IOException {
    Window window = new Window(command, () -> echoed);
    try (ClientLoop loop = new ClientLoop(command, this)) {
      for (int i = 0; i < connections; i++) {
        loop.connect();
      }
      loop.await("handshakes", () -> opened == connections);
      begin();
      loop.await("echoes", () -> over(window));
      sending = false;
      loop.await("the last echoes", () -> outstanding == 0);
    }
    return window.result();
  }

  private boolean over(Window window) {
    if (depth >= DEEP) {
      LockSupport.parkNanos(GATHER_NANOS);
    }
    window.tick();
    return window.isOver();
  }

  private void begin() throws IOException {
    for (Client client : clients) {
      for (int i = 0; i < depth; i++) {
        say(client);
      }
      client.flush();
    }
  }

  private void say(Client client) throws IOException {
    client.say(size, sent[client.number()]++);
    outstanding++;
  }

  @Override
  public void opened(Client client) {
    clients[client.number()] = client;
    opened++;
  }

  @Override
  public void message(Client client, ByteBuffer in, int from, int length) throws IOException {
    Payload.check(in, from, length, size);
    if (Payload.sender(in, from) != client.number()
        || Payload.sequence(in, from) != received[client.number()]++) {
      throw new LoadFailure("an echo is lost, doubled or out of order");
    }
    echoed++;
    outstanding--;
    if (sending) {
      say(client);
    }
  }
}
