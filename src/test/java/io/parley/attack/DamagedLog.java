package io.parley.attack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The write-ahead log is deleted while the server is down: lost messages need a new epoch. */
final class DamagedLog implements Attack {
  private static final int MESSAGES = 200;
  private static final int ADDRESS = 3;

  @Override
  public String name() {
    return "damaged-log";
  }

  @Override
  public boolean measured() {
    return false;
  }

  @Override
  public void run(Scene scene) throws Exception {
    Target target = scene.target();
    Rooms.Position last;
    try (Peer peer = Peer.open(scene.port(), ADDRESS, "/chat/log", Peer.JSON)) {
      last = Rooms.say(peer, MESSAGES, "stored");
    }
    target.kill();
    try (Stream<Path> files = Files.walk(target.data())) {
      List<Path> logs = files.filter(file -> file.toString().endsWith("-wal")).toList();
      scene.check(!logs.isEmpty(), "there is no write-ahead log to damage");
      for (Path log : logs) {
        Files.delete(log);
      }
    }
    target.start();
    try (Peer peer = Peer.open(scene.port(), ADDRESS, "/chat/log", Peer.JSON)) {
      Rooms.Position next = Rooms.say(peer, 1, "after");
      scene.check(
          !next.epoch().equals(last.epoch()) || next.offset() > last.offset(),
          "after " + last + " it gives " + next + " again");
    }
  }
}
