package io.parley.attack;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Messages that begin and never end: fragments without a last one, and a frame that trickles. */
final class UnfinishedMessages implements Attack {
  private static final int CONNECTIONS = 20;

  /** Milliseconds that a message may take, and some. */
  private static final long DEADLINE = 40_000;

  @Override
  public String name() {
    return "unfinished-messages";
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public boolean measured() {
    return false;
  }

  @Override
  public void run(Scene scene) throws Exception {
    try (Swarm fragments = Swarm.open(scene.port(), CONNECTIONS, 10, "/chat/fragments");
        Swarm trickle = Swarm.open(scene.port(), CONNECTIONS, 10, "/chat/trickle")) {
      byte[] begun = "begun".getBytes(StandardCharsets.UTF_8);
      fragments.give(Frames.frame(Frames.TEXT_WITHOUT_FIN, begun), 1);
      trickle.give(Frames.head(Frames.TEXT, 10_000), 1);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE);
      while (System.nanoTime() < end && fragments.ended() + trickle.ended() < 2 * CONNECTIONS) {
        fragments.pump(500);
        trickle.pump(500);
        fragments.give(Frames.frame(0, begun), 1);
        trickle.give(new byte[] {'x'}, 1);
      }
      scene.check(
          fragments.ended() == CONNECTIONS,
          CONNECTIONS - fragments.ended() + " fragmented messages stay");
      scene.check(
          trickle.ended() == CONNECTIONS, CONNECTIONS - trickle.ended() + " slow frames stay");
    }
  }
}
