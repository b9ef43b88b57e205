package io.parley.page;

import io.parley.http.IpAddress;
import io.parley.http.PercentEncoding;
import io.parley.journal.HandshakeRecord;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds handshakes by a part of the address, the path or the room. A whole IP address in any
 * spelling finds that address only: {@code ::1} does not find {@code 2001:db8::1}.
 */
final class HandshakeSearch implements Predicate<HandshakeRecord> {
  /** The most characters of a search; a shown path is not much longer. */
  static final int MOST_CHARACTERS = 128;

  private final String part;
  private final Optional<IpAddress> address;

  private HandshakeSearch(String text) {
    this.part = text.toLowerCase(Locale.ROOT);
    // No client has the address "::", but the addresses of many begin so.
    this.address = IpAddress.ofPeer(text).filter(whole -> !text.equals("::"));
  }

  /** Returns the search for a text; empty where it is too long. */
  static Optional<HandshakeSearch> of(String text) {
    String stripped = text.strip();
    return stripped.length() > MOST_CHARACTERS
        ? Optional.empty()
        : Optional.of(new HandshakeSearch(stripped));
  }

  @Override
  public boolean test(HandshakeRecord handshakeRecord) {
    String target = handshakeRecord.recordedRequest().target();
    return isOf(handshakeRecord.address())
        || contains(target)
        || contains(PercentEncoding.decoded(target));
  }

  private boolean isOf(String peer) {
    return address.isPresent() ? address.equals(IpAddress.ofPeer(peer)) : contains(peer);
  }

  private boolean contains(String text) {
    return text.toLowerCase(Locale.ROOT).contains(part);
  }
}
