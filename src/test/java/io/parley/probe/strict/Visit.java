package io.parley.probe.strict;

import static io.parley.probe.strict.Flaw.*;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One connection: a request, its answer, and the conversation if it was accepted. */
final class Visit {

  private final Socket peer;
  private final Set<Flaw> flaws;
  private final String origin;
  private final Consumer<Flaw> trouble;
  private final InputStream in;

  Visit(Socket peer, Set<Flaw> flaws, String origin, Consumer<Flaw> trouble) throws IOException {
    this.peer = peer;
    this.flaws = flaws;
    this.origin = origin;
    this.trouble = trouble;
    in = new BufferedInputStream(peer.getInputStream());
    peer.setTcpNoDelay(true);
  }

  void serve() throws IOException {
    String text = new HeadReader(peer, in, flaws, trouble).read();
    if (text.equals(HeadReader.FOR_EVER)) {
      waitForEver();
      return;
    }
    if (text.isEmpty()) {
      return;
    }
    if (text.length() >= HeadReader.MAX_HEAD) {
      trouble.accept(DIES_OF_ENDLESS_LINES);
    }
    Head head = new Head(pardoned(text));
    Optional<Refusal> refusal =
        text.matches("(?s).*[^\r]\n.*")
            ? Optional.of(Refusal.of(flaws.contains(BREAKS_ON_BARE_LF) ? 500 : 400))
            : RuleList.all(flaws, origin).judge(head);
    if (flaws.contains(SAYS_GIBBERISH)) {
      send("parley parley\r\n\r\n");
    } else if (refusal.isPresent()) {
      trouble.accept(DIES_OF_BAD_REQUESTS);
      trouble.accept(DIES_OF_THE_FIRST_BAD_REQUEST);
      refuse(head, refusal.get());
    } else {
      accept(head);
    }
  }

  /** What a reader makes of it that is too kind. */
  private String pardoned(String text) {
    String clean = flaws.contains(TAKES_CONTROL_OCTETS) ? text.replaceAll("\0|\r(?!\n)", "") : text;
    return flaws.contains(TAKES_LEADING_SPACE) ? clean.replaceFirst("\r\n ", "\r\n") : clean;
  }

  /** Until the test is over. */
  private void waitForEver() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuse(Head head, Refusal refusal) throws IOException {
    String body = "refused\n";
    int length = body.length();
    int status = status(refusal);
    if (status == 0) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add("HTTP/1.1 " + status + " Refused");
    add(lines, OMITS_DATE, "Date: Sun, 22 Nov 2026 00:00:00 GMT");
    add(lines, OMITS_TYPE, "Content-Type: text/plain");
    int told = flaws.contains(SENDS_TOO_LITTLE) ? length + 5 : length;
    add(lines, OMITS_LENGTH, "Content-Length: " + (flaws.contains(SENDS_TOO_MUCH) ? 2 : told));
    boolean twice = refusal.field().contains("Connection:");
    lines.add(twice ? "X-Parley: 1" : "Connection: close");
    field(refusal).ifPresent(lines::add);
    if (flaws.contains(ACCEPTS_IN_REFUSALS)) {
      lines.add("Sec-WebSocket-Accept: " + accept(head.value("Sec-WebSocket-Key")));
    }
    boolean bodiless = head.method.equals("HEAD") && !flaws.contains(SENDS_BODY_TO_HEAD);
    send(String.join("\r\n", lines) + "\r\n\r\n" + (bodiless ? "" : body));
    end();
  }

  private Optional<String> field(Refusal refusal) {
    boolean omitted =
        refusal.field().isEmpty()
            || (refusal.status() == 405 && flaws.contains(OMITS_ALLOW))
            || (refusal.status() == 426 && flaws.contains(OMITS_UPGRADE_IN_426));
    return omitted ? Optional.empty() : Optional.of(refusal.field());
  }

  private int status(Refusal refusal) {
    if (flaws.contains(SAYS_500_FOR_ANY_REFUSAL)) {
      return 500;
    }
    if (flaws.contains(SAYS_404_FOR_ANY_REFUSAL)) {
      return 404;
    }
    return flaws.contains(SAYS_400_FOR_ANY_REFUSAL)
        ? 400
        : flaws.contains(SAYS_200) ? 200 : refusal.status();
  }

  private void add(List<String> lines, Flaw unless, String line) {
    if (!flaws.contains(unless)) {
      lines.add(line);
    }
  }

  private void end() throws IOException {
    if (flaws.contains(STAYS_OPEN) || flaws.contains(OMITS_LENGTH)) {
      waitForEver();
    }
    peer.shutdownOutput();
    peer.setSoTimeout(500);
    try {
      in.skip(Long.MAX_VALUE); // Closing with octets unread would take the answer back.
    } catch (SocketTimeoutException e) {
      peer.setSoTimeout(0);
    }
  }

  private void accept(Head head) throws IOException {
    Negotiation negotiation = new Negotiation(flaws, head);
    if (isNeedless(head, negotiation)) {
      refuse(head, Refusal.of(400));
      return;
    }
    send(String.join("\r\n", lines(head, negotiation)) + "\r\n\r\n");
    if (flaws.contains(LOSES_EARLY_FRAMES)) {
      in.skip(in.available());
    }
    skipBody(head);
    String extension = negotiation.extension().orElse("");
    new Conversation(in, peer.getOutputStream(), flaws, extension).serve();
  }

  private boolean isNeedless(Head head, Negotiation negotiation) {
    return flaws.contains(REFUSES_WHAT_IT_COULD_DECLINE)
        && head.has("Sec-WebSocket-Extensions")
        && negotiation.extension().isEmpty();
  }

  private List<String> lines(Head head, Negotiation negotiation) {
    List<String> lines = new ArrayList<>();
    lines.add((flaws.contains(SAYS_HTTP_1_0) ? "HTTP/1.0" : "HTTP/1.1") + " 101 Switching");
    add(lines, OMITS_UPGRADE, "Upgrade: websocket");
    add(lines, OMITS_CONNECTION, "Connection: Upgrade");
    String accept = "Sec-WebSocket-Accept: " + accept(head.value("Sec-WebSocket-Key"));
    add(lines, OMITS_ACCEPT, accept);
    only(lines, ACCEPTS_TWICE, accept);
    only(lines, SENDS_LENGTH_WITH_101, "Content-Length: 0");
    only(lines, SENDS_CODING_WITH_101, "Transfer-Encoding: chunked");
    only(lines, SENDS_MALFORMED_FIELD, "no field at all");
    negotiation.subprotocols().forEach(each -> lines.add("Sec-WebSocket-Protocol: " + each));
    negotiation.extension().ifPresent(each -> lines.add("Sec-WebSocket-Extensions: " + each));
    return lines;
  }

  private void only(List<String> lines, Flaw where, String line) {
    if (flaws.contains(where)) {
      lines.add(line);
    }
  }

  private void skipBody(Head head) throws IOException {
    if (flaws.contains(TAKES_A_BODY_FOR_FRAMES)) {
      return;
    }
    String length = head.value("Content-Length");
    int body = length.matches("[0-9]+") ? Integer.parseInt(length) : 0;
    in.readNBytes(head.lists("Transfer-Encoding", "chunked") ? 16 : body);
  }

  private String accept(String key) {
    String read = flaws.contains(ACCEPTS_BY_TRIMMED_KEY) ? key.replaceAll("[+/=]", "") : key;
    String proven = flaws.contains(ACCEPTS_BY_CONSTANT) ? "dGhlIHNhbXBsZSBub25jZQ==" : read;
    try {
      byte[] octets =
          (proven + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(String octets) throws IOException {
    peer.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
  }
}
