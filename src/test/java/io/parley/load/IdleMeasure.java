package io.parley.load;

import java.io.IOException;
import java.util.OptionalLong;

/** Measures the memory of connections that say nothing. */
record IdleMeasure(GeneratorProcess generator, String path, int connections) {
  /** Handshakes before, so that the classes that a connection needs are not counted with it. */
  private static final int FIRST_MILLIS = 1_000;

  /** Kilobytes for each connection: resident, and live on the heap; NaN for what is not known. */
  double[] of(ServerProcess server) throws IOException {
    LoadCommand first = LoadCommand.of("handshake", path).with("connections", 16);
    generator.run(server.addressed(first).with("millis", FIRST_MILLIS));
    Memory before = Memory.of(server);
    LoadCommand hold = LoadCommand.of("hold", path).with("connections", connections);
    generator.run(server.addressed(hold));
    Memory with = Memory.of(server);
    generator.run(LoadCommand.of("release", path));
    return new double[] {
      each(before.resident(), with.resident()), each(before.live(), with.live())
    };
  }

  private double each(OptionalLong before, OptionalLong with) {
    return before.isPresent() && with.isPresent()
        ? (with.getAsLong() - before.getAsLong()) / 1e3 / connections
        : Double.NaN;
  }

  /** Live bytes first: that collects the garbage. */
  private record Memory(OptionalLong live, OptionalLong resident) {
    static Memory of(ServerProcess server) throws IOException {
      OptionalLong live =
          server.isJvm() ? ProcessCost.liveBytes(server.pid()) : OptionalLong.empty();
      return new Memory(live, ProcessCost.residentBytes(server.pid()));
    }
  }
}
