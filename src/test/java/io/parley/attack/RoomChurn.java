package io.parley.attack;

import java.util.List;

/**
 * Connections that join, use and leave more rooms than are kept: nothing that was stored may go.
 */
final class RoomChurn implements Attack {
  private static final int CONNECTIONS = 40;
  private static final int MESSAGES = 50;

  /** Rooms that are joined between two looks at the connections. */
  private static final int BATCH = 50;

  /** Of the 127.0.0.x: neither an attacker's nor the healthy members'. */
  private static final int VICTIM = 3;

  private static final String ROOM = "/chat/kept";

  @Override
  public String name() {
    return "room-churn";
  }

  /** Less than are joined; the default is 100,000. */
  @Override
  public List<String> arguments() {
    return List.of("--keep-rooms", "500");
  }

  @Override
  public void run(Scene scene) throws Exception {
    try (Peer victim = Peer.open(scene.port(), VICTIM, ROOM, Peer.JSON)) {
      Rooms.say(victim, MESSAGES, "kept");
    }
    int rounds = scene.of(2, 50);
    try (Swarm swarm = Swarm.open(scene.port(), CONNECTIONS, 10, "/chat/churn", Peer.JSON)) {
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < CONNECTIONS; i++) {
          swarm.give(i, Rooms.visits("churn-" + round + "-" + i + "-", BATCH), 1);
        }
        swarm.pumpUntilAnswered(20_000);
      }
    }
    try (Peer victim = Peer.open(scene.port(), VICTIM, ROOM, Peer.JSON)) {
      Rooms.join(victim);
      long stored = Rooms.stored(victim);
      scene.check(stored == MESSAGES, stored + " of " + MESSAGES + " stored messages are left");
    }
  }
}
