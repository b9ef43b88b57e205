package io.parley.app;

import static io.parley.tool.Http2Client.END_HEADERS;
import static io.parley.tool.Http2Client.GOAWAY;
import static io.parley.tool.Http2Client.HEADERS;
import static io.parley.tool.Http2Client.RST_STREAM;
import static io.parley.tool.Http2Client.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Http2Client;
import io.parley.tool.Http2Client.Frame;
import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that are reset: some are a user's habit, many are an attack. */
@Timeout(120)
class Http2ResetIT {
  private static final int NO_ERROR = 0;
  private static final int CANCEL = 8;
  private static final int ENHANCE_YOUR_CALM = 11;

  /** Of frames that only cost, in a second, as {@code tls.md} says. */
  private static final int ALLOWED = 256;

  /** As many streams as a connection may have: a page that is closed resets all of them. */
  private static final int HABIT = 100;

  /** Pairs of a request and its reset, far beyond what a second allows. */
  private static final int PAIRS = 2_000;

  private static final int ATTACKS = 40;
  private static final long FLAT = 24L << 20;

  private RunningParley parley;

  @BeforeEach
  void start() throws Exception {
    parley = RunningParley.start("--port", "0", "--h2c", "true");
  }

  @AfterEach
  void stop() {
    parley.close();
  }

  private String host() {
    return "localhost:" + parley.port(0);
  }

  private Http2Client client() throws IOException {
    return Http2Client.clear(parley.port(0));
  }

  private static byte[] reset() {
    return Http2Client.frame(RST_STREAM, 0, 0, Http2Client.number(CANCEL));
  }

  /** The server resets, because the client's frame is wrong. */
  private static byte[] provocation() {
    return Http2Client.frame(WINDOW_UPDATE, 0, 0, Http2Client.number(0));
  }

  @Test
  void aPageThatIsClosedEndsNoOther() throws Exception {
    try (Http2Client client = client()) {
      client.sendAll(pairs(reset(), HABIT));
      int next = 2 * HABIT + 1;
      assertThat(client.open(next, host(), "/echo").status()).isEqualTo(200);
      client.frame(next, 0x81, "still here");
      assertThat(client.message(next)).isEqualTo("still here");
    }
  }

  @Test
  void moreResetsThanASecondAllowsEndTheConnectionAndSayWhy() throws Exception {
    endsAndSaysWhy(reset(), ALLOWED + 1);
  }

  @Test
  void resetsThatAClientProvokesEndTheConnectionAndSayWhy() throws Exception {
    endsAndSaysWhy(provocation(), 2 * ALLOWED);
  }

  private void endsAndSaysWhy(byte[] second, int count) throws Exception {
    try (Http2Client client = client()) {
      client.sendAll(pairs(second, count));
      Frame end =
          client.await(frame -> frame.type() == GOAWAY && error(frame.payload()) != NO_ERROR);
      assertThat(error(end.payload())).isEqualTo(ENHANCE_YOUR_CALM);
      assertThat(client.isClosed()).isTrue();
    }
  }

  /** The error code of GOAWAY, behind the last stream (RFC 9113 6.8). */
  private static int error(byte[] payload) {
    return ByteBuffer.wrap(payload).getInt(Integer.BYTES);
  }

  /** CVE-2023-44487. */
  @Test
  void rapidResetsEndTheConnectionAndLeaveNothing() throws Exception {
    attack(reset());
  }

  /** CVE-2025-8671: the server resets, because the client's frame is wrong. */
  @Test
  void resetsThatAClientProvokesEndTheConnectionAndLeaveNothing() throws Exception {
    attack(provocation());
  }

  /**
   * @param second the frame behind each request, for that request's stream
   */
  private void attack(byte[] second) throws Exception {
    strike(second); // Loads what stays.
    long before = used();
    for (int i = 0; i < ATTACKS; i++) {
      strike(second);
    }
    assertThat(used() - before).isLessThan(FLAT);
    try (RawClient client = new RawClient(parley.port(0))) {
      String get = "GET /health HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
      assertThat(client.ask(get).status()).isEqualTo(200);
    }
  }

  private List<byte[]> pairs(byte[] second, int count) {
    byte[] block = Http2Client.block(Http2Client.handshake(host(), "/echo"));
    List<byte[]> frames = new ArrayList<>();
    for (int stream = 1; stream < 2 * count; stream += 2) {
      frames.add(Http2Client.frame(HEADERS, END_HEADERS, stream, block));
      frames.add(ByteBuffer.allocate(second.length).put(second).putInt(5, stream).array());
    }
    return frames;
  }

  private void strike(byte[] second) throws IOException {
    try (Http2Client client = client()) {
      client.sendAll(pairs(second, PAIRS));
      assertThat(client.await(frame -> frame.type() == GOAWAY).type()).isEqualTo(GOAWAY);
    } catch (IOException e) {
      assertThat(e).as("the server has ended it").isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
