package io.parley.subprotocol.text;

import io.parley.chat.AccessDeniedException;
import io.parley.chat.BusyException;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.FailureLog;
import io.parley.chat.Membership;
import io.parley.chat.Payload;
import io.parley.chat.RoomRight;
import io.parley.chat.Rooms;
import io.parley.chat.StageFailure;
import io.parley.chat.UncertainException;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer;
import java.util.Optional;

/** The conversation with one member of a room in plain text. */
final class TextConversation implements Conversation {
  static final String ACKNOWLEDGEMENT = "data received";

  private static final FailureLog FAILURES =
      new FailureLog(System.getLogger(TextConversation.class.getName()));
  private static final Payload RECEIVED = Payload.text(ACKNOWLEDGEMENT);

  private final Rooms rooms;
  private final Peer peer;
  private final Membership membership;

  TextConversation(Rooms rooms, Peer peer, Membership membership) {
    this.rooms = rooms;
    this.peer = peer;
    this.membership = membership;
  }

  @Override
  public void opened() {
    membership.arrive();
  }

  @Override
  public void onText(Payload.Text text) {
    publish(text);
  }

  @Override
  public void onBinary(Payload.Binary binary) {
    publish(binary);
  }

  @Override
  public void renewed() {
    if (!membership.isPermitted()) {
      peer.close(
          CloseCode.POLICY, new AccessDeniedException(RoomRight.JOIN, peer.room()).getMessage());
    }
  }

  @Override
  public void closed(CloseStatus status) {
    membership.leave();
  }

  private void publish(Payload payload) {
    membership
        .publish(payload)
        .whenComplete(
            (position, failure) -> {
              try {
                answer(Optional.ofNullable(failure));
              } catch (RuntimeException | Error e) {
                broken(e);
              }
            });
  }

  private void answer(Optional<Throwable> failure) {
    failure.ifPresentOrElse(this::fail, () -> peer.send(RECEIVED));
  }

  private void broken(Throwable cause) {
    rooms.fault(peer.id(), cause);
    peer.close(CloseCode.FAULT, "internal fault");
  }

  private void fail(Throwable failure) {
    if (FailureLog.errorIn(failure).isPresent()) {
      broken(failure);
      return;
    }
    Optional<AccessDeniedException> denied = StageFailure.as(AccessDeniedException.class, failure);
    if (denied.isPresent()) {
      peer.close(CloseCode.POLICY, denied.get().getMessage());
      return;
    }
    if (StageFailure.as(BusyException.class, failure).isPresent()) {
      peer.close(CloseCode.TRY_AGAIN_LATER, "message not stored: the server is busy");
      return;
    }
    if (StageFailure.as(UncertainException.class, failure).isPresent()) {
      FAILURES.warn("a message of " + peer.id() + " may not be stored", failure);
      peer.close(CloseCode.FAULT, "message may not be stored");
      return;
    }
    Optional<CapacityExceededException> full =
        StageFailure.as(CapacityExceededException.class, failure);
    if (full.isPresent()) {
      peer.close(CloseCode.TRY_AGAIN_LATER, "message not stored: " + full.get().getMessage());
    } else {
      FAILURES.warn("a message of " + peer.id() + " was not stored", failure);
      peer.close(CloseCode.FAULT, "message not stored");
    }
  }
}
