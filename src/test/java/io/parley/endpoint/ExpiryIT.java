package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.broker.memory.MemoryBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.RoomAccess;
import io.parley.chat.Rooms;
import io.parley.chat.TokenPrincipal;
import io.parley.endpoint.ConnectionDirectory.Renewal;
import io.parley.guard.Authenticator;
import io.parley.guard.Guard;
import io.parley.guard.Route;
import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.memory.MemoryBudget;
import io.parley.subprotocol.Subprotocol;
import io.parley.subprotocol.json.JsonLimits;
import io.parley.subprotocol.json.ParleyJson;
import io.parley.subprotocol.text.PlainText;
import io.parley.tool.EndpointServer;
import io.parley.tool.JsonWire;
import io.parley.tool.Wire;
import io.parley.worker.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No frame goes either way after the end of an authentication. Each message carries the time at
 * which it was sent, so that a slow machine cannot make a late one look early.
 */
class ExpiryIT {
  private static final int SOCKETS = 2_000;
  private static final long PATIENCE = 30_000;

  private final List<String> opened = new CopyOnWriteArrayList<>();
  private Sessions sessions;
  private EndpointServer server;

  /** The end of each authentication that is given. */
  private volatile Optional<Instant> end = Optional.of(Instant.now().plusSeconds(3_600));

  private static Principal user(String name) {
    return new TokenPrincipal(name, Optional.empty(), Set.of(), Optional.empty());
  }

  @BeforeEach
  void start() throws Exception {
    sessions =
        new Sessions(
            Defaults.sessionLimits(),
            new ConnectionLimits(10_000, 0, 0, UserLimits.NONE),
            new MemoryBudget(Long.MAX_VALUE),
            id -> Optional.empty(),
            new Workers());
    Rooms rooms =
        new Rooms(
            new MemoryBroker(Defaults.memoryLimits(), new Workers()),
            new MemoryPresence(),
            RoomAccess.EVERYBODY,
            Defaults.roomLimits(),
            new Workers());
    ConnectionFactory chat =
        sessions.serve(
            noted(new PlainText(rooms)),
            Map.of(ParleyJson.NAME, noted(new ParleyJson(rooms, new JsonLimits(65_536, 10)))));
    Policy policy = Policy.DEFAULT.withSubprotocols(Subprotocols.of(List.of(ParleyJson.NAME)));
    Guard guard =
        new Guard(
                Policy.DEFAULT,
                List.of(Route.of(RoomEndpoint.PATH, policy, chat)),
                address -> AdmissionStatus.FREE)
            .authenticatedBy(
                (request, subprotocols) ->
                    CompletableFuture.completedFuture(
                        new Authenticator.Authenticated(user("ann"), end)));
    server = EndpointServer.guarded(guard, RoomEndpoint.class);
  }

  private Subprotocol noted(Subprotocol subprotocol) {
    return peer -> {
      opened.add(peer.id());
      return subprotocol.open(peer);
    };
  }

  @AfterEach
  void stop() {
    sessions.drain(Duration.ZERO);
    server.close();
  }

  /** What one raw socket received. */
  private static final class Peer {
    final SocketChannel channel;
    final ByteBuffer in = ByteBuffer.allocate(1_024);
    final List<Wire.Frame> frames = new ArrayList<>(0);
    long newest;
    boolean ended;

    Peer(SocketChannel channel) {
      this.channel = channel;
    }

    void read() throws IOException {
      ended = channel.read(in) < 0;
      in.flip();
      while (in.remaining() >= 2 && in.remaining() >= 2 + (in.get(in.position() + 1) & 0x7F)) {
        int first = in.get() & 0xFF;
        byte[] payload = new byte[in.get() & 0x7F];
        in.get(payload);
        take(new Wire.Frame(first, payload));
      }
      in.compact();
    }

    private void take(Wire.Frame frame) {
      if (frame.opcode() == Wire.TEXT && frame.text().startsWith("at ")) {
        newest = Math.max(newest, Long.parseLong(frame.text().substring(3)));
      } else {
        frames.add(frame);
      }
    }

    void send(String text) throws IOException {
      channel.write(ByteBuffer.wrap(Wire.masked(0x81, text.getBytes(StandardCharsets.UTF_8))));
    }
  }

  private Peer open(Selector selector, String room) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    String request =
        "GET /chat/"
            + room
            + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer head = ByteBuffer.allocate(1);
    StringBuilder response = new StringBuilder();
    while (response.indexOf("\r\n\r\n") < 0 && channel.read(head) >= 0) {
      response.append((char) head.flip().get());
      head.clear();
    }
    assertThat(response.toString()).startsWith("HTTP/1.1 101 ");
    channel.configureBlocking(false);
    Peer peer = new Peer(channel);
    channel.register(selector, SelectionKey.OP_READ, peer);
    return peer;
  }

  private static void select(Selector selector) throws IOException {
    selector.select(10);
    for (SelectionKey key : selector.selectedKeys()) {
      Peer peer = (Peer) key.attachment();
      peer.read();
      if (peer.ended) {
        key.cancel();
      }
    }
    selector.selectedKeys().clear();
  }

  @Test
  void noFrameGoesEitherWayAfterTheEnd() throws IOException {
    try (Selector selector = Selector.open()) {
      Peer witness = open(selector, "busy");
      Peer publisher = open(selector, "busy");
      List<Peer> silent = new ArrayList<>();
      List<Peer> talkers = new ArrayList<>();
      for (int i = 0; i < SOCKETS / 2; i++) {
        silent.add(open(selector, "busy"));
        talkers.add(open(selector, "busy-" + i % 100));
      }
      long last = System.currentTimeMillis() + 3_000;
      List<String> expiring = opened.subList(2, opened.size());
      for (String id : expiring) {
        assertThat(
                sessions
                    .directory()
                    .renew(id, user("ann"), Optional.of(Instant.ofEpochMilli(last))))
            .isEqualTo(Renewal.RENEWED);
      }
      talkUntilAllHaveEnded(selector, publisher, silent, talkers);
      for (Peer peer : silent) {
        assertThat(peer.newest).as("published after the end, and received").isLessThan(last);
        assertClosed(peer);
      }
      assertThat(witness.newest).as("the publisher went on").isGreaterThan(last);
      for (Peer peer : talkers) {
        assertThat(peer.newest).as("said after the end, and stored").isLessThan(last);
        assertClosed(peer);
      }
      assertThat(sessions.count()).isEqualTo(2);
      assertThat(sessions.expiries().waiting()).isEqualTo(2);
    }
  }

  private static void assertClosed(Peer peer) {
    Wire.Frame close = peer.frames.get(peer.frames.size() - 1);
    assertThat(close.opcode()).isEqualTo(Wire.CLOSE);
    assertThat(close.code()).isEqualTo(1008);
    assertThat(close.reason()).isEqualTo("token-expired");
  }

  /** Goes on for a second after the last one has ended, and lets each talker talk to others. */
  private static void talkUntilAllHaveEnded(
      Selector selector, Peer publisher, List<Peer> silent, List<Peer> talkers) throws IOException {
    long start = System.currentTimeMillis();
    long next = start;
    int turn = 0;
    while (!haveEnded(silent) || !haveEnded(talkers)) {
      long now = System.currentTimeMillis();
      assertThat(now - start).as("all are closed").isLessThan(PATIENCE);
      if (now >= next) {
        publisher.send("at " + now);
        next = now + 50;
      }
      for (int i = 0; i < 50; i++) {
        say(talkers.get(turn++ % talkers.size()), now);
      }
      select(selector);
    }
    publisher.send("at " + System.currentTimeMillis());
    long end = System.currentTimeMillis() + 500;
    while (System.currentTimeMillis() < end) {
      select(selector);
    }
  }

  private static boolean haveEnded(List<Peer> peers) {
    return peers.stream().allMatch(peer -> peer.ended || hasClose(peer));
  }

  private static boolean hasClose(Peer peer) {
    return !peer.frames.isEmpty() && peer.frames.get(peer.frames.size() - 1).opcode() == Wire.CLOSE;
  }

  private static void say(Peer talker, long now) {
    try {
      if (!talker.ended && !hasClose(talker)) {
        talker.send("at " + now);
      }
    } catch (IOException closed) {
      talker.ended = true;
    }
  }

  @Test
  void aClientIsToldBeforeTheEndAndStaysWhereItRenews() throws IOException {
    end = Optional.of(Instant.now().plusSeconds(30));
    try (JsonWire ann = JsonWire.open(server.port(), "/chat/told")) {
      Map<String, Object> told = ann.read();
      assertThat(told).containsEntry("type", "expiring");
      assertThat((Long) told.get("seconds")).isBetween(10L, 30L);
      assertThat(Instant.parse((String) told.get("at")).getEpochSecond())
          .isEqualTo(end.get().getEpochSecond());
      String id = opened.get(0);
      ConnectionDirectory directory = sessions.directory();
      assertThat(directory.renew(id, user("bob"), Optional.empty())).isEqualTo(Renewal.OTHER_USER);
      assertThat(directory.renew("unknown", user("ann"), Optional.empty()))
          .isEqualTo(Renewal.UNKNOWN);
      assertThat(directory.renew(id, user("ann"), Optional.of(Instant.now().plusSeconds(20))))
          .isEqualTo(Renewal.RENEWED);
      assertThat(ann.read()).containsEntry("type", "expiring");
      assertThat(directory.renew(id, user("ann"), Optional.of(Instant.now().minusMillis(1))))
          .isEqualTo(Renewal.RENEWED);
      Wire.Frame close = ann.closeFrame();
      assertThat(close.code()).isEqualTo(1008);
      assertThat(close.reason()).isEqualTo("token-expired");
    }
  }
}
