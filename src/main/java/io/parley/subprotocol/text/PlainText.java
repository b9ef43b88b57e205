package io.parley.subprotocol.text;

import io.parley.chat.AccessDeniedException;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.FailureLog;
import io.parley.chat.Member;
import io.parley.chat.MemberName;
import io.parley.chat.Rooms;
import io.parley.chat.StoredMessage;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer;
import io.parley.subprotocol.Subprotocol;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A room in plain text, used where no subprotocol is negotiated, or {@value #NAME}. Each message
 * goes unchanged to every other member, and its sender gets {@value
 * TextConversation#ACKNOWLEDGEMENT} when it is stored.
 */
public final class PlainText implements Subprotocol {
  /**
   * The name that a client may offer. A browser that offers something, such as a token, needs one
   * that the server can choose.
   */
  public static final String NAME = "parley.text";

  private static final FailureLog FAILURES =
      new FailureLog(System.getLogger(PlainText.class.getName()));

  /** The conversation with a refused peer, until its connection is closed. */
  private static final Conversation REFUSED = new Conversation() {};

  private final Rooms rooms;

  public PlainText(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public Conversation open(Peer peer) {
    try {
      return new TextConversation(rooms, peer, rooms.join(peer.room(), new Listener(peer)));
    } catch (AccessDeniedException e) {
      peer.close(CloseCode.POLICY, e.getMessage());
      return REFUSED;
    } catch (CapacityExceededException e) {
      peer.close(CloseCode.TRY_AGAIN_LATER, e.getMessage());
      return REFUSED;
    } catch (UncheckedIOException e) {
      unreadable(peer, e);
      return REFUSED;
    }
  }

  private static void unreadable(Peer peer, Throwable cause) {
    FAILURES.warn("the room of " + peer.id() + " cannot be read", cause);
    peer.close(CloseCode.FAULT, "the room cannot be read");
  }

  private record Listener(Peer peer) implements Member {
    @Override
    public String id() {
      return peer.id();
    }

    @Override
    public MemberName name() {
      return peer.principal().map(MemberName::of).orElse(MemberName.NONE);
    }

    @Override
    public Optional<Principal> principal() {
      return peer.principal();
    }

    @Override
    public List<String> quotaKeys() {
      return peer.quotaKeys();
    }

    @Override
    public void deliver(StoredMessage storedMessage) {
      if (!storedMessage.message().sender().equals(peer.id())) {
        peer.send(storedMessage.message().payload());
      }
    }

    @Override
    public boolean isBehind() {
      return peer.isBehind();
    }

    @Override
    public void whenTaken(Runnable task) {
      peer.whenTaken(task);
    }

    @Override
    public void slowDown(CompletionStage<?> until) {
      peer.pauseUntil(until);
    }

    @Override
    public void failed(Throwable cause) {
      if (FailureLog.isOfStore(cause)) {
        unreadable(peer, cause);
      } else {
        peer.close(CloseCode.FAULT, "internal fault");
      }
    }
  }
}
