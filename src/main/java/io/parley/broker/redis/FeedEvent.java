package io.parley.broker.redis;

import io.parley.chat.LogBreak;
import io.parley.chat.StoredMessage;

/** What the listeners of a room are told next. */
sealed interface FeedEvent {
  /** A message that follows the last. */
  record News(StoredMessage message) implements FeedEvent {}

  /** What follows does not follow the last message. */
  record Broken(LogBreak logBreak) implements FeedEvent {
    /** Whether messages are lost, or may be. */
    boolean isLoss() {
      return logBreak.lost().orElse(1) > 0;
    }
  }
}
