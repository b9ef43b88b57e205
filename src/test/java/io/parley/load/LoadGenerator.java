package io.parley.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The process that loads a server: it reads a {@link LoadCommand} a line, and answers each with one
 * line, that of a {@link LoadResult} or what failed. It ends with its standard input.
 */
public final class LoadGenerator {
  private static final LoadResult NOTHING = new LoadResult(0, 0, 0, 0, 0, 0, 0);

  private final Deque<HeldConnections> held = new ArrayDeque<>();

  private LoadGenerator() {}

  public static void main(String[] arguments) throws IOException {
    LoadGenerator generator = new LoadGenerator();
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(generator.answer(line));
      System.out.flush();
    }
  }

  private String answer(String line) {
    try {
      return run(LoadCommand.parse(line)).line();
    } catch (IOException | RuntimeException e) {
      return "failed: " + e.getMessage();
    }
  }

  private LoadResult run(LoadCommand command) throws IOException {
    return switch (command.load()) {
      case "handshake" -> HandshakeLoad.run(command);
      case "echo" -> EchoLoad.run(command);
      case "fan-out" -> FanOutLoad.run(command);
      case "hold" -> hold(command);
      case "release" -> release();
      default -> throw new LoadFailure("unknown load " + command.load());
    };
  }

  /** Opens connections and keeps them until the next "release". */
  private LoadResult hold(LoadCommand command) throws IOException {
    held.add(new HeldConnections(command));
    return NOTHING;
  }

  private LoadResult release() throws IOException {
    while (!held.isEmpty()) {
      try (HeldConnections connections = held.remove()) {
        connections.checkAlive();
      }
    }
    return NOTHING;
  }
}
