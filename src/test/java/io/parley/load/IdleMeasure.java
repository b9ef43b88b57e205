package io.parley.load;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Measures the memory of connections that say nothing. */
record IdleMeasure(GeneratorProcess generator, String path, int connections) {
  /**
   * Handshakes before, so that neither the classes that a connection needs nor the heap that
   * handshakes pass through are counted with it.
   */
  private static final int FIRST_MILLIS = 3_000;

  /** The serial collector leaves some dead objects in all but every fourth collection. */
  private static final int COLLECTIONS = 4;

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

  private record Memory(OptionalLong live, OptionalLong resident) {
    /** Resident after one collection. */
    static Memory of(ServerProcess server) throws IOException {
      server.awaitQuiet();
      LongStream.Builder live = LongStream.builder();
      live(server).ifPresent(live::add);
      OptionalLong resident = ProcessCost.residentBytes(server.pid());
      for (int i = 1; i < COLLECTIONS; i++) {
        live(server).ifPresent(live::add);
      }
      return new Memory(live.build().min(), resident);
    }

    private static OptionalLong live(ServerProcess server) throws IOException {
      return server.isJvm() ? ProcessCost.liveBytes(server.pid()) : OptionalLong.empty();
    }
  }
}
