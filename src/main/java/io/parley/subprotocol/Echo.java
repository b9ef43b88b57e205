package io.parley.subprotocol;

import io.parley.chat.Payload;

/** Returns each message unchanged. */
public final class Echo implements Subprotocol {
  @Override
  public Conversation open(Peer peer) {
    return new Conversation() {
      @Override
      public void onText(Payload.Text text) {
        peer.send(text);
      }

      @Override
      public void onBinary(Payload.Binary binary) {
        peer.send(binary);
      }
    };
  }
}
