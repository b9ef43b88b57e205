package io.parley.attack;

import java.util.Optional;

/** Connections of one address that join as many rooms as possible, and stay. */
final class RoomHoard implements Attack {
  private static final int CONNECTIONS = 100;
  private static final int ROOMS = 100;

  /** Milliseconds that all the joins may take. */
  private static final long PATIENCE = 20_000;

  /** Of the 127.0.0.x: neither an attacker's nor the healthy members'. */
  private static final int NEWCOMER = 4;

  @Override
  public String name() {
    return "room-hoard";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void run(Scene scene) throws Exception {
    try (Swarm swarm = Swarm.open(scene.port(), CONNECTIONS, 1, "/chat/hoard", Peer.JSON)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        swarm.give(i, Rooms.joins("hoard-" + i + "-", ROOMS), 1);
      }
      swarm.pumpUntilAnswered(PATIENCE);
      try (Peer newcomer = Peer.open(scene.port(), NEWCOMER, "/chat/new-room", Peer.JSON)) {
        newcomer.text("{\"type\":\"join\"}");
        Optional<String> answer = newcomer.await(Rooms::answers);
        String text = answer.orElse("nothing");
        scene.check(text.contains("\"joined\""), "a newcomer is answered with " + text);
      }
    }
  }
}
