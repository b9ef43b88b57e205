package io.parley.attack;

import java.util.ArrayList;
import java.util.List;

/** Frames of an unknown opcode that declare much: an engine may allocate it before it looks. */
final class UnknownOpcode implements Attack {
  private static final int CONNECTIONS = 35;

  /** Milliseconds within which each has to be closed. */
  private static final long PATIENCE = 5_000;

  @Override
  public String name() {
    return "unknown-opcode";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void run(Scene scene) throws Exception {
    List<Peer> peers = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Peer peer = Peer.open(scene.port(), Swarm.FIRST_ADDRESS, "/echo");
        peers.add(peer);
        peer.send(Frames.head(Frames.UNKNOWN, 200_000 + scene.random().nextInt(99_800_000)));
      }
      int open = 0;
      for (Peer peer : peers) {
        open += peer.endsWithin(PATIENCE) ? 0 : 1;
      }
      scene.check(open == 0, open + " connections stay open");
    } finally {
      for (Peer peer : peers) {
        peer.close();
      }
    }
  }
}
