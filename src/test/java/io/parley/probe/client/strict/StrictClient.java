package io.parley.probe.client.strict;

import static io.parley.probe.client.strict.ClientFlaw.*;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A WebSocket client without fault but for the flaws it is given: it says {@code hello}, echoes
 * every message, offers two subprotocols and compression.
 */
public final class StrictClient {
  private static final int MAX_HEAD = 64 * 1024;
  private static final int HUGE_HEAD = 32 * 1024 * 1024;

  private final Set<ClientFlaw> flaws;
  private final RequestHead request;
  private final InputStream in;
  private final OutputStream out;

  private StrictClient(Set<ClientFlaw> flaws, Socket socket) throws IOException {
    this.flaws = flaws;
    request = RequestHead.of(flaws);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
  }

  /** Visits a path once, and returns when the connection has ended. */
  public static void visit(int port, String target, ClientFlaw... flaws) {
    Set<ClientFlaw> all = EnumSet.noneOf(ClientFlaw.class);
    all.addAll(List.of(flaws));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      new StrictClient(all, socket).run(target, port);
    } catch (IOException e) {
      return; // The server left, or stayed silent too long.
    }
  }

  private void run(String target, int port) throws IOException {
    out.write(request.octets(target, port).getBytes(StandardCharsets.ISO_8859_1));
    StrictFrames frames = new StrictFrames(flaws, in, out);
    if (flaws.contains(SPEAKS_EARLY)) {
      frames.hello();
    }
    String octets = head();
    AnswerHead head = AnswerHead.parse(octets, flaws);
    while (isInterim(head)) {
      head = AnswerHead.parse(head(), flaws);
    }
    if (flaws.contains(TAKES_HALF_A_HEAD) || new AnswerRules(flaws, request, head).accept()) {
      if (flaws.contains(LOSES_EARLY_FRAMES)) {
        in.skipNBytes(in.available());
      }
      String extension = String.join("", head.values("Sec-WebSocket-Extensions"));
      frames.converse(extension, !flaws.contains(SPEAKS_EARLY));
    }
  }

  private boolean isInterim(AnswerHead head) {
    return head.statusLine().matches("HTTP/1.1 10[023-9] .*")
        && !flaws.contains(WANTS_NO_INTERIM)
        && !flaws.contains(TAKES_ANY_STATUS);
  }

  private String head() throws IOException {
    int limit = flaws.contains(TAKES_HUGE_HEADS) ? HUGE_HEAD : MAX_HEAD;
    StringBuilder head = new StringBuilder();
    boolean whole = false;
    while (!whole) {
      int octet = in.read();
      if (octet < 0 || head.length() > limit) {
        throw new IOException("no whole head");
      }
      head.append((char) octet);
      boolean half = flaws.contains(TAKES_HALF_A_HEAD) && isHalf(head);
      boolean packet = flaws.contains(WANTS_ONE_PACKET) && in.available() == 0;
      boolean gibberish = flaws.contains(TAKES_ANY_STATUS) && in.available() == 0;
      boolean end = octet == '\n' && head.toString().endsWith("\r\n\r\n");
      whole = end || half || packet || gibberish;
    }
    return head.toString();
  }

  /** Whether nothing more is on its way and it has all that it wants, or nearly. */
  private boolean isHalf(StringBuilder head) throws IOException {
    return in.available() == 0 && head.length() > 8;
  }
}
