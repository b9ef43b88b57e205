package io.parley.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Receives what happens to the clients of a load. What a load does not expect fails it. */
interface ClientListener {
  /** The opening handshake is completed and checked. */
  void opened(Client client) throws IOException;

  /** A text message; its bytes are valid during the call. */
  default void message(Client client, ByteBuffer in, int from, int length) throws IOException {
    throw new LoadFailure("a message arrived that nobody sent");
  }

  default void pong(Client client) throws IOException {
    throw new LoadFailure("a pong arrived that nobody asked for");
  }

  /**
   * The server sent a close frame.
   *
   * @param code 1005 if it has none
   */
  default void closed(Client client, int code) throws IOException {
    throw new LoadFailure("the server closed a connection with " + code);
  }
}
