package io.parley.endpoint;

import io.parley.chat.Payload;
import io.parley.subprotocol.Conversation;

/** What a connection holds in place of a conversation before it has one and after. */
enum Silence implements Conversation {
  BEFORE,
  AFTER;

  @Override
  public void opened() {}

  @Override
  public void onText(Payload.Text text) {}

  @Override
  public void onBinary(Payload.Binary binary) {}

  @Override
  public void closed() {}
}
