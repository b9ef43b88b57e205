package io.parley.handshake;

import io.parley.http.Headers;
import java.util.List;
import java.util.Optional;

/** The decision about an opening handshake. */
public sealed interface Verdict {

  /**
   * @param acceptance the value of {@code Sec-WebSocket-Accept}; empty over HTTP/2
   * @param offered the subprotocols that the client offered, in its order
   * @param subprotocol empty where none was chosen
   * @param extension empty where none was chosen
   */
  record Accept(
      Optional<String> acceptance,
      List<String> offered,
      Optional<String> subprotocol,
      Optional<AcceptedExtension> extension)
      implements Verdict {
    public Accept {
      offered = List.copyOf(offered);
    }

    /** Whether the client may compress a message with the context of earlier ones. */
    public boolean keepsClientContext() {
      return extension.filter(AcceptedExtension::keepsClientContext).isPresent();
    }
  }

  /**
   * @param finding the first refusal; it has a code
   * @param fields the response's fields that belong to the refusal, without those that frame
   *     content
   */
  record Refuse(Finding finding, Headers fields) implements Verdict {

    public ProblemCode code() {
      return finding.problemCode().orElseThrow();
    }
  }
}
