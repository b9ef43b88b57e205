package io.parley.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks whether a WebSocket is at one of the usual paths. */
final class PathGuess {
  private static final List<String> USUAL =
      List.of(
          "/",
          "/ws",
          "/websocket",
          "/socket",
          "/chat",
          "/echo",
          "/socket.io/?EIO=4&transport=websocket");

  private PathGuess() {}

  /** Returns a path that the server accepts the handshake at. */
  static Optional<String> find(Server server) {
    String path = server.target().path();
    String slash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
    String parent = path.replaceFirst("/[^/]*$", "");
    return Stream.concat(Stream.of(slash, parent), USUAL.stream())
        .filter(guess -> guess.startsWith("/") && !guess.equals(path))
        .distinct()
        .filter(guess -> server.ask(server.handshake().to(guess)).upgrades())
        .findFirst();
  }

  static Diagnosis wrongPath(String right) {
    return Diagnosis.of(
        Party.REQUEST,
        "The path is wrong: the server takes the same handshake at " + right + ".",
        "Use the path " + right + " in the URL, if that is the endpoint that you mean.");
  }
}
