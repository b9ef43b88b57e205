package io.parley.subprotocol.json;

import io.parley.chat.AccessDeniedException;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.FailureLog;
import io.parley.chat.Identity;
import io.parley.chat.MemberName;
import io.parley.chat.PacedReader;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JsonGenerator;

/** Reads the requests of one connection and passes each to its room. */
final class JsonConversation implements Conversation {
  /**
   * Invalid objects in a row before the connection is closed. A client that sends so many is
   * broken, and would send them for ever.
   */
  static final int MOST_BAD = 20;

  private static final FailureLog FAILURES =
      new FailureLog(System.getLogger(JsonConversation.class.getName()));

  private final ParleyJson protocol;
  private final Peer peer;
  private final Identity identity = Identity.fresh();
  private final PacedReader pacedReader;
  private final TokenExchange tokenExchange;
  private final Map<RoomName, JoinedRoom> joinedRooms = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private int bad;
  private long named;

  JsonConversation(ParleyJson protocol, Peer peer) {
    this.protocol = protocol;
    this.peer = peer;
    this.pacedReader = peer.pacedReader();
    this.tokenExchange = new TokenExchange(peer, identity);
  }

  @Override
  public void opened() {
    peer.send(ServerEvents.object("welcome", this::welcome));
  }

  private void welcome(JsonGenerator json) {
    json.writeStringProperty("session", identity.id(peer.principal()));
    json.writeStringProperty("resume", identity.secret());
    json.writeStringProperty("node", protocol.node());
    json.writeStringProperty("room", peer.room().value());
    peer.principal()
        .map(MemberName::of)
        .ifPresent(name -> json.writeStringProperty("name", name.value()));
    json.writeObjectPropertyStart("limits");
    json.writeNumberProperty("message", protocol.limits().maxMessage());
    json.writeNumberProperty("rooms", protocol.limits().rooms());
    json.writeNumberProperty("history", RequestReader.MOST_HISTORY);
    json.writeNumberProperty("grace", protocol.rooms().limits().grace().toMillis());
    json.writeEndObject();
    protocol.acknowledged().ifPresent(meaning -> json.writeStringProperty("acknowledged", meaning));
    peer.handshake()
        .ifPresent(
            explained -> {
              json.writeName("handshake");
              json.writeRawValue(explained);
            });
  }

  @Override
  public void onText(Payload.Text text) {
    try {
      ClientRequest clientRequest = protocol.reader().read(text.text(), peer.room());
      bad = 0;
      grant(clientRequest);
    } catch (RequestRefusedException e) {
      refuse(e.refusal());
    }
  }

  @Override
  public void onBinary(Payload.Binary binary) {
    peer.close(CloseCode.UNSUPPORTED_DATA, ParleyJson.NAME + " is text");
  }

  @Override
  public void expiring(Instant expiry) {
    peer.send(ServerEvents.expiring(expiry));
  }

  /** Leaves the rooms in which the peer may no longer be. */
  @Override
  public void renewed() {
    joinedRooms.values().forEach(JoinedRoom::leaveIfNotAllowed);
  }

  @Override
  public void closed(CloseStatus status) {
    closed = true;
    joinedRooms.values().forEach(JoinedRoom::abandon);
  }

  private void refuse(ErrorReply errorReply) {
    peer.send(ServerEvents.error(errorReply));
    if (errorReply.code().isBadObject() && ++bad >= MOST_BAD) {
      peer.close(CloseCode.POLICY, bad + " bad objects in a row");
    }
  }

  private void grant(ClientRequest clientRequest) {
    if (clientRequest instanceof ClientRequest.Token token) {
      tokenExchange.receive(token, protocol.verifier().orElseThrow());
      return;
    }
    if (clientRequest instanceof ClientRequest.Join join) {
      join(join);
      return;
    }
    JoinedRoom joinedRoom =
        Optional.ofNullable(joinedRooms.get(clientRequest.room()))
            .orElseThrow(
                () -> refused(clientRequest, ErrorCode.NOT_JOINED, "Join the room first."));
    if (clientRequest instanceof ClientRequest.Say say) {
      joinedRoom.say(say, say.id().orElseGet(this::nextId));
    } else if (clientRequest instanceof ClientRequest.History history) {
      joinedRoom.history(history);
    } else if (clientRequest instanceof ClientRequest.Who who) {
      joinedRoom.who(who);
    } else {
      joinedRoom.leave(clientRequest);
    }
  }

  /**
   * Generates a message id. It never equals one of another session, nor a client's own id, which
   * has no colon.
   */
  private String nextId() {
    return identity.id() + ":" + ++named;
  }

  private void join(ClientRequest.Join join) {
    if (joinedRooms.containsKey(join.room())) {
      throw refused(join, ErrorCode.ALREADY_JOINED, "This connection is in the room already.");
    }
    if (joinedRooms.size() >= protocol.limits().rooms()) {
      throw refused(
          join,
          ErrorCode.TOO_MANY_ROOMS,
          "A connection may be in " + protocol.limits().rooms() + " rooms; leave one first.");
    }
    JoinedRoom joinedRoom = joinedRoom(join);
    joinedRooms.put(join.room(), joinedRoom);
    if (closed) {
      joinedRoom.abandon();
    } else {
      joinedRoom.enter(join);
    }
  }

  private JoinedRoom joinedRoom(ClientRequest.Join join) {
    String id = join.resume().orElse(identity).id(peer.principal());
    MemberName name = peer.principal().map(MemberName::of).orElse(join.name());
    try {
      return new JoinedRoom(protocol, peer, pacedReader, joinedRooms, join.room(), id, name);
    } catch (AccessDeniedException e) {
      throw new RequestRefusedException(ErrorReply.notAllowed(join.ref(), e));
    } catch (CapacityExceededException e) {
      throw refused(join, ErrorCode.of(e.what()), "Try later: " + e.getMessage() + ".");
    } catch (UncheckedIOException e) {
      FAILURES.warn("no room can be joined by " + peer.id(), e);
      throw refused(join, ErrorCode.NOT_READ, "The room cannot be read. Try again.");
    }
  }

  static RequestRefusedException refused(
      ClientRequest clientRequest, ErrorCode code, String message) {
    return new RequestRefusedException(ErrorReply.of(clientRequest.ref(), code, message));
  }
}
