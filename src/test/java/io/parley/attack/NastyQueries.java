package io.parley.attack;

import java.io.IOException;
import java.util.List;

/** Queries that can break a container's parser, each with a token in it. */
final class NastyQueries implements Attack {
  private static final String SECRET = "s3cr3t-token-of-a-peer";

  /** Characters of the log that one request may cost. */
  private static final int LINE = 1_000;

  private static final List<String> QUERIES =
      List.of(
          "x={1}",
          "x={",
          "x=|",
          "x=^",
          "x=`",
          "x=\\",
          "x=\"",
          "x=<a>",
          "x=[1]",
          "x=%",
          "x=%zz",
          "x=%c0%af",
          "x=\u2028",
          "x=\u00e9",
          "x=%u2028",
          "x=%00",
          "x=a#b",
          "?x?",
          "x=%E2%80%A8");

  @Override
  public String name() {
    return "nasty-queries";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void run(Scene scene) throws Exception {
    int before = scene.target().printed().length();
    int asked = 0;
    for (int round = 0; round < scene.of(3, 50); round++) {
      for (String query : QUERIES) {
        for (String path : List.of("/chat/x", "/echo", "/")) {
          ask(scene, path + "?token=" + SECRET + "&" + query);
          asked++;
        }
      }
    }
    String log = scene.target().printed();
    scene.check(!log.contains(SECRET), "a token stands in the log");
    scene.check(!log.contains("\u00e2\u0080\u00a8"), "a line separator stands in the log");
    int cost = (log.length() - before) / asked;
    scene.check(cost <= LINE, cost + " characters of log for a request");
  }

  private static void ask(Scene scene, String target) throws IOException {
    try (Peer peer = Peer.connect(scene.port(), Swarm.FIRST_ADDRESS)) {
      peer.send(Peer.handshake(scene.port(), target));
      String status = peer.head();
      scene.check(!status.startsWith("HTTP/1.1 5"), target.replace(SECRET, "…") + ": " + status);
    }
  }
}
