package io.parley.attack;

/** Clients of {@code /echo} that send much and read nothing, so their answers wait. */
final class DeafReaders implements Attack {
  private static final int CONNECTIONS = 200;
  private static final int LENGTH = 60_000;

  /** Of each; together more than the server's memory. */
  private static final int MESSAGES = 20;

  @Override
  public String name() {
    return "deaf-readers";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void run(Scene scene) throws Exception {
    try (Swarm swarm = Swarm.open(scene.port(), CONNECTIONS, 10, "/echo")) {
      swarm.stopReading();
      swarm.give(Frames.text("\u00e9" + "x".repeat(LENGTH)), MESSAGES);
      swarm.pump(scene.of(4_000, 15_000));
      scene.check(scene.target().ready(), "it is not ready under the attack");
    }
    scene.check(scene.target().ready(), "it is not ready after the attack");
  }
}
