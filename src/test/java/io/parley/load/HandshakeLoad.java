package io.parley.load;

import java.io.IOException;

/**
 * Opens connections as fast as the server accepts them, so many at once. Each handshake is checked
 * and each connection closed by close frames, and counts when its handshake is complete.
 */
final class HandshakeLoad implements ClientListener {
  private final LoadCommand command;
  private long completed;
  private int ended;

  private HandshakeLoad(LoadCommand command) {
    this.command = command;
  }

  static LoadResult run(LoadCommand command) throws IOException {
    return new HandshakeLoad(command).measure();
  }

  private LoadResult measure() throws IOException {
    Window window = new Window(command, () -> completed);
    try (ClientLoop loop = new ClientLoop(command, this)) {
      ended = command.number("connections", 16);
      loop.await(
          "handshakes",
          () -> {
            window.tick();
            return window.isOver() || reconnect(loop);
          });
    }
    return window.result();
  }

  /** Always false: there is more to wait for. */
  private boolean reconnect(ClientLoop loop) throws IOException {
    for (; ended > 0; ended--) {
      loop.connect();
    }
    return false;
  }

  @Override
  public void opened(Client client) throws IOException {
    completed++;
    client.sayGoodbye();
  }

  @Override
  public void closed(Client client, int code) throws IOException {
    if (code != 1000) {
      throw new LoadFailure("a close with 1000 was answered with " + code);
    }
    client.reset();
    ended++;
  }
}
