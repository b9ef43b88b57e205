package io.parley.league;

import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sends one message after the other, for containers refuse a second at a time. */
final class ChatMember {
  private final Session session;
  private final Deque<String> waiting = new ArrayDeque<>();

  /** Whether a send is not completed, or a thread is about to begin the next. */
  private boolean busy;

  /** Whether the send that was just begun completed before its call returned. */
  private boolean completedAtOnce;

  private boolean beginning;

  ChatMember(Session session) {
    this.session = session;
  }

  void send(String text) {
    synchronized (waiting) {
      waiting.add(text);
      if (busy) {
        return;
      }
      busy = true;
    }
    sendWaiting();
  }

  /** One send after the other as long as each completes at once, without recursion. */
  private void sendWaiting() {
    for (String next = next(); !next.isEmpty(); next = next()) {
      try {
        session.getAsyncRemote().sendText(next, this::completed);
      } catch (IllegalStateException | IllegalArgumentException e) {
        return; // The connection is closed; nothing more is sent.
      }
      synchronized (waiting) {
        beginning = false;
        if (!completedAtOnce) {
          return;
        }
      }
    }
  }

  /** Empty if nothing waits. */
  private String next() {
    synchronized (waiting) {
      String next = waiting.isEmpty() ? "" : waiting.remove();
      busy = !next.isEmpty();
      beginning = busy;
      completedAtOnce = false;
      return next;
    }
  }

  private void completed(SendResult result) {
    synchronized (waiting) {
      if (!result.isOK()) {
        waiting.clear();
      }
      if (beginning) {
        completedAtOnce = true;
        return;
      }
    }
    sendWaiting();
  }
}
