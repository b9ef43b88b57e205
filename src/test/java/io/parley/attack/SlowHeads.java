package io.parley.attack;

import java.nio.charset.StandardCharsets;

/** Connections that never finish their head: a byte now and then, or line ends only, or nothing. */
final class SlowHeads implements Attack {
  /** Milliseconds: twice what a head may take, for a machine that is busy. */
  private static final int DEADLINE = 20_000;

  private static final int PACE = 500;

  private final byte[] head =
      "GET /chat/slow HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String name() {
    return "slow-heads";
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void run(Scene scene) throws Exception {
    try (Swarm swarm = new Swarm(scene.port(), scene.of(300, 2_000), 10)) {
      for (int passed = 0; passed < DEADLINE && swarm.ended() < swarm.size(); passed += PACE) {
        for (int i = 0; i < swarm.size(); i++) {
          send(swarm, i, passed / PACE);
        }
        swarm.pump(PACE);
      }
      long open = swarm.size() - swarm.ended();
      scene.check(open == 0, open + " of " + swarm.size() + " connections stay open");
    }
  }

  private void send(Swarm swarm, int index, int round) {
    if (index % 3 == 0) {
      swarm.give(index, new byte[] {round < head.length ? head[round] : (byte) 'x'}, 1);
    } else if (index % 3 == 1) {
      swarm.give(index, new byte[] {'\r', '\n'}, 1);
    }
  }
}
