package io.parley.broker.sqlite;

import io.parley.app.Defaults;
import io.parley.broker.memory.MemoryBroker;
import io.parley.chat.Broker;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Acknowledged appends of 100 bytes with an id each, from so many senders that each wait for their
 * acknowledgement, to 16 rooms, in the folder of {@code java.io.tmpdir}: name one on the disk that
 * is to be measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 4)
public class AppendBench {
  private static final int APPENDS = 1_024;

  @Param({"sqlite", "memory"})
  private String kind;

  @Param({"1", "16", "256"})
  private int senders;

  @Param({"0", "1", "5"})
  private int windowMillis;

  private final Payload payload = Payload.text("x".repeat(100));
  private Path folder;
  private Broker broker;
  private long number;

  @Setup(Level.Trial)
  public void open() throws Exception {
    folder = Files.createTempDirectory("parley-bench-");
    StoreLimits storeLimits = Defaults.storeLimits();
    broker =
        kind.equals("memory")
            ? new MemoryBroker(Defaults.memoryLimits(), new Workers())
            : SqliteBroker.open(
                folder.resolve("data"),
                new StoreLimits(
                    storeLimits.messages(),
                    storeLimits.bytes(),
                    storeLimits.age(),
                    storeLimits.rooms(),
                    storeLimits.totalBytes(),
                    Duration.ofMillis(windowMillis)));
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    broker.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Each sender's next append follows its acknowledgement: so many are under way at any time. */
  @Benchmark
  @OperationsPerInvocation(APPENDS)
  public void append() throws InterruptedException {
    Semaphore free = new Semaphore(senders);
    for (int i = 0; i < APPENDS; i++) {
      free.acquire();
      RoomName room = new RoomName("room" + i % 16);
      Message message = new Message("id" + number++, "ann", "Ann", payload, Instant.now());
      broker.append(room, message).whenComplete((position, failure) -> free.release());
    }
    free.acquire(senders);
  }
}
