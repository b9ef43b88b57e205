package io.parley.subprotocol.text;

import io.parley.chat.Payload;
import io.parley.subprotocol.Conversation;

/** With a peer that could not be let in, until it has gone. */
final class Silence implements Conversation {
  @Override
  public void opened() {}

  @Override
  public void onText(Payload.Text text) {}

  @Override
  public void onBinary(Payload.Binary binary) {}

  @Override
  public void closed() {}
}
