package io.parley.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A room of receivers and a few senders. A sender says the next message when the last one is
 * acknowledged, or all together say so many a second. Every receiver must get every message of
 * every sender, once and in order; a delivery to a receiver is an operation.
 */
final class FanOutLoad implements ClientListener {
  private static final int ACKNOWLEDGEMENT_BYTES = "data received".length();
  private static final long NOT_JOINED = -1;
  private static final int STALLED_BUFFER = 4_096;

  private final LoadCommand command;
  private final int receivers;
  private final int senders;
  private final int stalled;
  private final int size;
  private final double rate;
  private final Client[] clients;
  private final long[] sent;

  /** The sequence number that a receiver awaits next of a sender; receiver by receiver. */
  private final long[] awaited;

  private final Delays delays = new Delays();
  private final boolean asksServer;
  private Optional<ServerDelays> serverBefore = Optional.empty();
  private final Window window;
  private int opened;
  private long delivered;
  private long unacknowledged;
  private long joinNanos;
  private long firstSaid;
  private long said;
  private boolean sending = true;

  private FanOutLoad(LoadCommand command) {
    this.command = command;
    receivers = command.number("receivers", 500);
    senders = command.number("senders", 2);
    stalled = command.number("stalled", 0);
    size = Math.max(Payload.SHORTEST, command.number("size", 64));
    rate = command.number("rate", 0);
    asksServer = command.number("server-delays", 0) == 1;
    clients = new Client[receivers + senders + stalled];
    sent = new long[senders];
    awaited = new long[receivers * senders];
    Arrays.fill(awaited, NOT_JOINED);
    window = new Window(command, () -> delivered);
  }

  static LoadResult run(LoadCommand command) throws IOException {
    return new FanOutLoad(command).measure();
  }

  private LoadResult measure() throws IOException {
    try (ClientLoop loop = new ClientLoop(command, this)) {
      long began = System.nanoTime();
      join(loop);
      firstSaid = System.nanoTime();
      joinNanos = firstSaid - began;
      loop.await("deliveries", this::isOver);
      sending = false;
      loop.await("acknowledgements", () -> unacknowledged == 0);
      loop.await("the last deliveries", this::allDelivered);
    }
    return result().withJoin(joinNanos);
  }

  /** With the delays that the server counted, where it is asked; else with those of the clients. */
  private LoadResult result() throws IOException {
    if (serverBefore.isEmpty()) {
      return window.result().withDelays(delays);
    }
    ServerDelays counted = ServerDelays.of(command.port()).since(serverBefore.get());
    return window.result().withDelays(counted);
  }

  /** Not too many at once, for a server's backlog may be short. */
  private void join(ClientLoop loop) throws IOException {
    for (int i = 0; i < clients.length; i++) {
      int before = i;
      loop.await("handshakes", () -> before - opened < HeldConnections.AT_ONCE);
      loop.connect(port(i), i < receivers + senders ? 0 : STALLED_BUFFER);
    }
    loop.await("handshakes", () -> opened == clients.length);
  }

  /** The senders may be clients of another server that has the same rooms. */
  private int port(int client) {
    boolean sends = client >= receivers && client < receivers + senders;
    return sends ? command.number("sender-port", command.port()) : command.port();
  }

  private boolean isOver() throws IOException {
    boolean wasOpen = window.isOpen();
    window.tick();
    if (!wasOpen && window.isOpen()) {
      requireAllJoined();
      if (asksServer) {
        serverBefore = Optional.of(ServerDelays.of(command.port()));
      }
    }
    if (rate > 0) {
      sayWhatIsDue();
    } else if (said == 0) {
      for (int i = 0; i < senders; i++) {
        say(i);
      }
    }
    return window.isOver();
  }

  private void sayWhatIsDue() throws IOException {
    long due = (long) ((System.nanoTime() - firstSaid) * rate / 1e9);
    while (said <= due && !window.isOver()) {
      say((int) (said % senders));
    }
  }

  private void say(int sender) throws IOException {
    Client client = clients[receivers + sender];
    client.say(size, sent[sender]++);
    client.flush();
    said++;
    unacknowledged++;
  }

  @Override
  public void opened(Client client) {
    clients[client.number()] = client;
    opened++;
    if (client.number() >= receivers + senders) {
      client.stall();
    }
  }

  @Override
  public void message(Client client, ByteBuffer in, int from, int length) throws IOException {
    if (length == ACKNOWLEDGEMENT_BYTES) {
      acknowledged(client.number() - receivers);
    } else if (client.number() < receivers) {
      delivered(client.number(), in, from, length);
    }
  }

  private void acknowledged(int sender) throws IOException {
    if (sender < 0) {
      throw new LoadFailure("who said nothing was acknowledged");
    }
    unacknowledged--;
    if (sending && rate == 0) {
      say(sender);
    }
  }

  private void delivered(int receiver, ByteBuffer in, int from, int length) throws IOException {
    Payload.check(in, from, length, size);
    int sender = Payload.sender(in, from) - receivers;
    long sequence = Payload.sequence(in, from);
    if (sender < 0 || sender >= senders) {
      throw new LoadFailure("a message of a stranger was delivered");
    }
    int at = receiver * senders + sender;
    if (awaited[at] != NOT_JOINED && awaited[at] != sequence) {
      throw new LoadFailure(
          "a receiver awaited message " + awaited[at] + " of a sender and got " + sequence);
    }
    awaited[at] = sequence + 1;
    delivered++;
    if (window.isOpen()) {
      delays.add(System.nanoTime() - Payload.time(in, from));
    }
  }

  /** Whoever got nothing in the warm-up would be missed by no check. */
  private void requireAllJoined() throws LoadFailure {
    for (long next : awaited) {
      if (next == NOT_JOINED) {
        throw new LoadFailure("a receiver got nothing during the warm-up");
      }
    }
  }

  private boolean allDelivered() {
    for (int i = 0; i < awaited.length; i++) {
      if (awaited[i] != sent[i % senders]) {
        return false;
      }
    }
    return true;
  }
}
