package io.parley.attack;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The disk becomes full: nothing more is acknowledged, and the server says that it is not ready.
 */
final class FullDisk implements Attack {
  private static final int MOST = 1_000;

  /** Milliseconds within which it has to be noticed. */
  private static final long PATIENCE = 20_000;

  @Override
  public String name() {
    return "full-disk";
  }

  @Override
  public boolean measured() {
    return false;
  }

  /** Larger than anything that the start writes. */
  @Override
  public long fileKilobytes() {
    return 20_000;
  }

  @Override
  public void run(Scene scene) throws Exception {
    String message = "{\"type\":\"say\",\"text\":\"" + "x".repeat(60_000) + "\"}";
    boolean refused = false;
    try (Peer peer = Peer.open(scene.port(), Swarm.FIRST_ADDRESS, "/chat/disk", Peer.JSON)) {
      Rooms.join(peer);
      for (int i = 0; i < MOST && !refused; i++) {
        peer.text(message);
        Optional<String> answer = peer.await(Rooms::answers);
        refused = answer.isEmpty() || answer.get().contains("\"error\"");
      }
    }
    scene.check(refused, MOST + " messages were acknowledged on a full disk");
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
    while (scene.target().ready() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    scene.check(!scene.target().ready(), "it is ready although the disk is full");
  }
}
