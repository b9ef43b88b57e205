package io.parley.subprotocol.json;

import io.parley.chat.Rooms;
import io.parley.chat.TokenVerifier;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer;
import io.parley.subprotocol.Subprotocol;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Rooms with acknowledgement, history, resume and presence, in JSON. The document {@code
 * parley-1-json.md} specifies it for authors of clients.
 */
public final class ParleyJson implements Subprotocol {
  /** The subprotocol's name in the opening handshake. */
  public static final String NAME = "parley.1.json";

  private static final int NODE_BYTES = 6;

  private final Rooms rooms;
  private final JsonLimits jsonLimits;
  private final Optional<String> acknowledged;
  private final Optional<TokenVerifier> verifier;
  private final RequestReader reader;
  private final EncodedMessageCache encodedMessageCache = new EncodedMessageCache();
  private final String node = randomNode();

  /** Makes the subprotocol of a server whose clients send no tokens on a connection. */
  public ParleyJson(Rooms rooms, JsonLimits jsonLimits) {
    this(rooms, jsonLimits, Optional.empty(), Optional.empty());
  }

  /**
   * @param acknowledged what an acknowledgement means, for people; empty where a welcome does not
   *     say it
   * @param verifier of the tokens that clients send on a connection; empty where they send none
   */
  public ParleyJson(
      Rooms rooms,
      JsonLimits jsonLimits,
      Optional<String> acknowledged,
      Optional<TokenVerifier> verifier) {
    this.rooms = rooms;
    this.jsonLimits = jsonLimits;
    this.acknowledged = acknowledged;
    this.verifier = verifier;
    this.reader = new RequestReader(jsonLimits, verifier.isPresent());
  }

  @Override
  public Conversation open(Peer peer) {
    return new JsonConversation(this, peer);
  }

  Rooms rooms() {
    return rooms;
  }

  JsonLimits limits() {
    return jsonLimits;
  }

  Optional<String> acknowledged() {
    return acknowledged;
  }

  Optional<TokenVerifier> verifier() {
    return verifier;
  }

  RequestReader reader() {
    return reader;
  }

  EncodedMessageCache encodedMessages() {
    return encodedMessageCache;
  }

  /**
   * Returns a random id of this server process. A client that sees another id after a reconnect
   * knows that the server restarted.
   */
  String node() {
    return node;
  }

  private static String randomNode() {
    byte[] bytes = new byte[NODE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
