package io.parley.handshake;

import io.parley.http.Headers;
import java.util.Optional;

/** The end of an opening handshake. */
public sealed interface Verdict {

  /**
   * @param acceptance the value of {@code Sec-WebSocket-Accept}; empty over HTTP/2
   * @param subprotocol empty where none was chosen
   * @param deflate whether {@code permessage-deflate} was chosen
   */
  record Accept(Optional<String> acceptance, Optional<String> subprotocol, boolean deflate)
      implements Verdict {}

  /**
   * @param finding the first that refused; it has a code
   * @param fields those of the answer that belong to the refusal, without the framing of content
   */
  record Refuse(Finding finding, Headers fields) implements Verdict {

    public Code code() {
      return finding.code().orElseThrow();
    }
  }
}
