package io.parley.subprotocol.json;

import io.parley.chat.Identity;
import io.parley.chat.MemberName;
import io.parley.chat.TokenPrincipal;
import io.parley.chat.TokenVerifier;
import io.parley.chat.TokenVerifier.Rejected;
import io.parley.chat.TokenVerifier.Verified;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.Peer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Verifies the tokens that one client sends on its connection, one after another. Thread-safe. */
final class TokenExchange {
  /** Tokens that are refused before the connection is closed: each costs a check of a signature. */
  static final int MOST_REFUSED = 5;

  private final Peer peer;
  private final Identity identity;
  private final AtomicBoolean verifying = new AtomicBoolean();
  private final AtomicInteger refused = new AtomicInteger();

  TokenExchange(Peer peer, Identity identity) {
    this.peer = peer;
    this.identity = identity;
  }

  /** Verifies a token, and replies when that is done. */
  void receive(ClientRequest.Token request, TokenVerifier verifier) {
    if (!verifying.compareAndSet(false, true)) {
      throw JsonConversation.refused(
          request, ErrorCode.BUSY, "A token of this connection is being verified.");
    }
    var unused =
        verifier
            .verify(request.token())
            .whenComplete(
                (result, failure) -> {
                  verifying.set(false);
                  reply(request.ref(), Optional.ofNullable(result));
                });
  }

  private void reply(Optional<String> ref, Optional<TokenVerifier.Result> result) {
    if (result.isEmpty()) {
      String message = "The token cannot be verified now. Send it again later.";
      peer.send(ServerEvents.tokenRefused(ref, "authentication-unavailable", message));
    } else if (result.get() instanceof Rejected rejected) {
      refuse(ref, rejected.code(), rejected.detail());
    } else {
      apply(ref, (Verified) result.get());
    }
  }

  private void apply(Optional<String> ref, Verified verified) {
    TokenPrincipal user = verified.principal();
    switch (peer.authenticate(user, verified.expiry())) {
      case ACCEPTED -> accept(ref, user, verified);
      case REFUSED ->
          refuse(ref, "token-of-another-user", "This connection is another user's, or has ended.");
      case TOO_MANY ->
          refuse(
              ref, "too-many-of-user", "This user has as many connections as one user may have.");
    }
  }

  private void accept(Optional<String> ref, TokenPrincipal user, Verified verified) {
    String session = identity.id(Optional.of(user));
    String name = MemberName.of(user).value();
    peer.send(ServerEvents.authenticated(ref, session, name, verified.expiry()));
  }

  private void refuse(Optional<String> ref, String code, String message) {
    peer.send(ServerEvents.tokenRefused(ref, code, message));
    if (refused.incrementAndGet() >= MOST_REFUSED) {
      peer.close(CloseCode.POLICY, MOST_REFUSED + " tokens were refused");
    }
  }
}
