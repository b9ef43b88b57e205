package io.parley.attack;

/** As much as the connection takes, from many connections of a few addresses. */
final class Flood implements Attack {
  private static final int CONNECTIONS = 500;
  private static final int ADDRESSES = 10;
  private static final int BATCH = 50;
  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";

  private final String name;
  private final String path;
  private final String field;
  private final byte[] bytes;

  private Flood(String name, String path, String field, byte[] bytes) {
    this.name = name;
    this.path = path;
    this.field = field;
    this.bytes = bytes;
  }

  static Flood pings() {
    byte[] ping = Frames.frame(Frames.PING, new byte[0]);
    return new Flood("flood-of-pings", "/chat/flood", "X-None: 0", Frames.repeat(ping, BATCH));
  }

  static Flood emptyMessages() {
    byte[] empty = Frames.text("");
    return new Flood(
        "flood-of-empty-messages", "/chat/flood", "X-None: 0", Frames.repeat(empty, BATCH));
  }

  /** Each of some eighty bytes becomes 64,000. */
  static Flood bombs() {
    return new Flood(
        "flood-of-bombs", "/chat/flood", DEFLATE, Frames.repeat(Frames.bomb(64_000), BATCH));
  }

  static Flood who() {
    byte[] who = Frames.text("{\"type\":\"who\"}");
    return new Flood("flood-of-who", "/chat/crowd", Peer.JSON, Frames.repeat(who, BATCH));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void run(Scene scene) throws Exception {
    try (Swarm swarm = Swarm.open(scene.port(), CONNECTIONS, ADDRESSES, path, field)) {
      if (field.equals(Peer.JSON)) {
        join(swarm);
      }
      swarm.give(bytes, Integer.MAX_VALUE);
      swarm.pump(scene.of(2_500, 15_000));
    }
  }

  /** With long names, so that the answer to who is there is long. */
  private static void join(Swarm swarm) throws Exception {
    for (int i = 0; i < swarm.size(); i++) {
      String name = ("member " + i + " ").repeat(5).strip();
      swarm.give(i, Frames.text("{\"type\":\"join\",\"name\":\"" + name + "\"}"), 1);
    }
    swarm.pump(1_500);
  }
}
