package io.parley.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Many members of one room who all send at once. */
record Crowd(int port, String path) {
  private static final String ACKNOWLEDGED = "data received";

  /** Fails unless each member gets each message of every other one once, a sender's in order. */
  void talk(int members, int messages) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2 * members);
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < members; i++) {
        wires.add(join());
      }
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        int me = i;
        work.add(() -> say(wires.get(me), me, messages));
        work.add(() -> hear(wires.get(me), me, members, messages));
      }
      List<String> failures = new ArrayList<>();
      for (Future<Void> done : threads.invokeAll(work)) {
        failure(done).ifPresent(failures::add);
      }
      assertThat(failures).isEmpty();
    } finally {
      threads.shutdownNow();
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  private static Optional<String> failure(Future<Void> done) throws InterruptedException {
    try {
      done.get();
      return Optional.empty();
    } catch (ExecutionException failed) {
      return Optional.of(failed.getCause().toString());
    }
  }

  /** Returns once the session is a member; others hear of it. */
  private Wire join() throws IOException {
    Wire wire = Wire.open(port, path);
    wire.text("joined");
    while (!wire.read().text().equals(ACKNOWLEDGED)) {
      // Somebody who joined at the same time.
    }
    return wire;
  }

  private static Void say(Wire wire, int me, int messages) throws IOException {
    for (int i = 0; i < messages; i++) {
      wire.text(me + " " + i);
    }
    return null;
  }

  private static String read(Wire wire, Map<String, List<String>> heard) throws IOException {
    try {
      Wire.Frame frame = wire.read();
      if (frame.opcode() == Wire.CLOSE) {
        throw new IOException("closed with " + frame.code());
      }
      return frame.text();
    } catch (IOException silent) {
      Map<String, Integer> counts = new TreeMap<>();
      heard.forEach((sender, texts) -> counts.put(sender, texts.size()));
      throw new IOException(silent + " after " + counts, silent);
    }
  }

  private static Void hear(Wire wire, int me, int members, int messages) throws IOException {
    Map<String, List<String>> heard = new HashMap<>();
    int left = members * messages;
    while (left > 0) {
      String text = read(wire, heard);
      if (!text.equals("joined")) {
        String sender = text.replaceFirst(" \\d+$", "");
        heard.computeIfAbsent(sender, ignored -> new ArrayList<>()).add(text);
        left--;
      }
    }
    for (int other = 0; other < members; other++) {
      String sender = Integer.toString(other);
      List<String> said =
          other == me
              ? IntStream.range(0, messages).mapToObj(i -> ACKNOWLEDGED).toList()
              : IntStream.range(0, messages).mapToObj(i -> sender + " " + i).toList();
      assertThat(heard.get(other == me ? ACKNOWLEDGED : sender)).isEqualTo(said);
    }
    return null;
  }
}
