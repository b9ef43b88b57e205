package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.strict.Flaw;
import io.parley.probe.strict.StrictServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets reach the server and no report. */
@Timeout(60)
final class ProbeSecretsIT {
  private static final String TOKEN = "token-0123456789";
  private static final String COOKIE = "session=cookie-0123456789";

  private static final List<String> KINDS = List.of("json", "junit", "html", "write-baseline");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private List<String> secrets;

  @BeforeEach
  void writeFiles() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Path cookie = Files.writeString(folder.resolve("cookie"), COOKIE + "\n");
    secrets =
        List.of("--token-file", token.toString(), "--cookie", "@" + cookie, "--cookie", "a=b");
  }

  @Test
  void secretsOfFilesReachTheServer() throws Exception {
    try (Repeater server = new Repeater()) {
      run(secrets, server.url(), "--only", "rfc6455/4.2.2/1");
      assertThat(server.heads)
          .isNotEmpty()
          .allMatch(head -> head.contains("\r\nAuthorization: Bearer " + TOKEN + "\r\n"))
          .allMatch(head -> head.contains("\r\nCookie: " + COOKIE + "; a=b\r\n"));
    }
  }

  /** The server repeats the whole request in the body of its answer. */
  @Test
  void noReportShowsThem() throws Exception {
    try (Repeater server = new Repeater()) {
      List<String> arguments = new ArrayList<>(secrets);
      for (String kind : KINDS) {
        arguments.addAll(List.of("--" + kind, folder.resolve(kind).toString()));
      }
      assertThat(run(arguments, server.url(), "--only", "rfc6455/4.2.2/1", "--github"))
          .isEqualTo(1);
      run(List.of(), "--explain", "last");
      assertThat(out.toString()).contains("> Authorization: ****", "> Cookie: ****");
      List<String> shown = new ArrayList<>(List.of(out.toString()));
      for (String kind : KINDS) {
        shown.add(Files.readString(folder.resolve(kind)));
      }
      assertThat(out.toString()).contains("::error title=", "last run: " + server.url());
      assertThat(shown).allSatisfy(ProbeSecretsIT::isClean);
    }
  }

  @Test
  void aFieldOfASecretIsHiddenHoweverItCame() throws Exception {
    try (StrictServer server = StrictServer.start(Flaw.WANTS_KNOWN_FIELDS)) {
      run(
          List.of("--header", "authorization: Basic " + TOKEN, "--header", "Cookie: " + COOKIE),
          server.url(),
          "--only",
          "rfc6455/4.2.2/1");
    }
    assertThat(out.toString()).contains("authorization: ****").satisfies(ProbeSecretsIT::isClean);
  }

  @Test
  void anExplanationHidesThem() {
    assertThat(run(secrets, "ws://a.invalid/", "--explain", "rfc6455/4.4/1")).isZero();
    assertThat(out.toString())
        .contains("> Authorization: ****", "> Cookie: ****")
        .satisfies(ProbeSecretsIT::isClean);
  }

  private static void isClean(String shown) {
    assertThat(shown).doesNotContain(TOKEN, "cookie-0123456789", COOKIE);
  }

  private int run(List<String> options, String... arguments) {
    return Arguments.strict()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(
            Stream.of(Stream.of("probe"), options.stream(), Stream.of(arguments))
                .flatMap(each -> each)
                .toArray(String[]::new));
  }

  /** Refuses each request and repeats it in the answer. */
  private static final class Repeater implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();

    Repeater() throws IOException {
      Thread thread = new Thread(this::serve, "repeater");
      thread.setDaemon(true);
      thread.start();
    }

    String url() {
      return "ws://localhost:" + socket.getLocalPort() + "/";
    }

    private void serve() {
      while (!socket.isClosed()) {
        try (Socket peer = socket.accept()) {
          answer(peer);
        } catch (IOException e) {
          // The prober left, or the test is over.
        }
      }
    }

    private void answer(Socket peer) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int octet = peer.getInputStream().read();
        if (octet < 0) {
          return; // It only looked whether somebody listens.
        }
        head.append((char) octet);
      }
      heads.add(head.toString());
      String answer =
          "HTTP/1.1 400 " + TOKEN + "\r\nContent-Length: " + head.length() + "\r\n\r\n" + head;
      peer.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
