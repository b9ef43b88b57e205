package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.OpCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoalescedOutputTest {
  /** Takes so many bytes at once, and the rest when it is told to go on. */
  private static final class Kernel implements CoalescedOutput.Sink {
    private final List<String> writes = new ArrayList<>();
    private int space = Integer.MAX_VALUE;
    private int announced;
    private Optional<Callback> waiting = Optional.empty();
    private Optional<IOException> failure = Optional.empty();

    @Override
    public boolean flush(ByteBuffer buffer) throws IOException {
      if (failure.isPresent()) {
        throw failure.get();
      }
      byte[] taken = new byte[Math.min(space, buffer.remaining())];
      buffer.get(taken);
      writes.add(new String(taken, StandardCharsets.ISO_8859_1));
      return !buffer.hasRemaining();
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
      assertThat(waiting).isEmpty();
      StringBuilder all = new StringBuilder();
      for (ByteBuffer each : buffers) {
        all.append(StandardCharsets.ISO_8859_1.decode(each));
      }
      writes.add(all.toString());
      if (space == Integer.MAX_VALUE) {
        callback.succeeded();
      } else {
        waiting = Optional.of(callback);
      }
    }

    @Override
    public void deferred(int bytes, long cost) {
      announced += bytes;
    }

    private void goesOn() {
      space = Integer.MAX_VALUE;
      Callback callback = waiting.orElseThrow();
      waiting = Optional.empty();
      callback.succeeded();
    }
  }

  /** One frame (RFC 6455 5.7). */
  private static final String HELLO = "\u0081\u0005hello";

  private final Kernel kernel = new Kernel();
  private final CoalescedOutput output = new CoalescedOutput(kernel);

  private CompletableFuture<Void> write(String... pieces) {
    Callback.Completable callback = new Callback.Completable();
    ByteBuffer[] buffers = new ByteBuffer[pieces.length];
    for (int i = 0; i < pieces.length; i++) {
      buffers[i] = ByteBuffer.wrap(pieces[i].getBytes(StandardCharsets.US_ASCII));
    }
    output.write(callback, buffers);
    return callback;
  }

  /** A write of which only the bytes matter. */
  private void put(String piece) {
    assertThat(write(piece)).isNotCompletedExceptionally();
  }

  @Test
  void aWriteLeavesAtOnceWhileNothingIsCollected() {
    assertThat(write("a", "b")).isCompleted();
    assertThat(write("c")).isCompleted();
    assertThat(kernel.writes).containsExactly("ab", "c");
  }

  @Test
  void whatIsWrittenWhileItsOwnThreadReadsLeavesInOneWrite() {
    output.coalesceOwn(
        () -> {
          assertThat(write("a", "b")).isCompleted();
          assertThat(write("c")).isCompleted();
          assertThat(kernel.writes).isEmpty();
        });
    assertThat(kernel.writes).containsExactly("abc");
  }

  @Test
  void aDrainPassesOnWhatIsCollected() {
    output.coalesceOwn(
        () -> {
          put("a");
          output.drain();
          assertThat(kernel.writes).containsExactly("a");
          put("b");
        });
    assertThat(kernel.writes).containsExactly("a", "b");
  }

  @Test
  void aDeliveryCoalescesForTheFirstConnectionThatItWritesTo() {
    Kernel others = new Kernel();
    CoalescedOutput other = new CoalescedOutput(others);
    CoalescedOutput.coalesce(
        () -> {
          put("a");
          other.write(Callback.NOOP, ByteBuffer.wrap(new byte[] {'x'}));
          put("b");
          other.write(Callback.NOOP, ByteBuffer.wrap(new byte[] {'y'}));
        });
    assertThat(kernel.writes).containsExactly("ab");
    assertThat(others.writes).containsExactly("x", "y");
  }

  @Test
  void aDeliveryWithinTheReadOfAConnectionKeepsItsWrites() {
    output.coalesceOwn(
        () -> {
          put("a");
          CoalescedOutput.coalesce(() -> put("b"));
          put("c");
          assertThat(kernel.writes).isEmpty();
        });
    assertThat(kernel.writes).containsExactly("abc");
  }

  @Test
  void aThreadCollectsForOneConnectionAtATime() {
    Kernel others = new Kernel();
    CoalescedOutput other = new CoalescedOutput(others);
    output.coalesceOwn(
        () -> {
          put("a");
          other.coalesceOwn(() -> other.write(Callback.NOOP, ByteBuffer.wrap(new byte[] {'x'})));
          assertThat(kernel.writes).isEmpty();
          put("b");
        });
    assertThat(kernel.writes).containsExactly("ab");
    assertThat(others.writes).containsExactly("x");
  }

  @Test
  void whatTheKernelDoesNotTakeStaysAheadOfTheNextWrite() {
    kernel.space = 1;
    output.coalesceOwn(() -> put("abc"));
    CompletableFuture<Void> next = write("d");
    assertThat(kernel.writes).containsExactly("a", "bc");
    assertThat(next).isNotDone();
    kernel.goesOn();
    assertThat(kernel.writes).containsExactly("a", "bc", "d");
    assertThat(next).isCompleted();
  }

  @Test
  void nothingIsCollectedWhileARestWaits() {
    kernel.space = 1;
    output.coalesceOwn(() -> put("abc"));
    output.coalesceOwn(() -> assertThat(write("d")).isNotDone());
    kernel.goesOn();
    output.coalesceOwn(() -> assertThat(write("e")).isCompleted());
    assertThat(kernel.writes).containsExactly("a", "bc", "d", "e");
  }

  @Test
  void aLargeWriteIsNotCopiedAndKeepsItsPlace() {
    String large = "x".repeat(5_000);
    output.coalesceOwn(
        () -> {
          put("a");
          assertThat(write(large)).isCompleted();
          put("b");
        });
    assertThat(kernel.writes).containsExactly("a", large, "b");
  }

  @Test
  void aFullBufferLeavesAndTheNextBegins() {
    String piece = "x".repeat(4_000);
    output.coalesceOwn(
        () -> {
          for (int i = 0; i < 5; i++) {
            put(piece);
          }
        });
    assertThat(kernel.writes).containsExactly(piece.repeat(4), piece);
  }

  @Test
  void theLastFrameIsNotWrittenBeforeTheKernelHasIt() {
    kernel.space = 0;
    List<CompletableFuture<Void>> close = new ArrayList<>();
    output.coalesceOwn(
        () -> {
          put("a");
          output.close();
          close.add(write("end"));
        });
    assertThat(close.get(0)).isNotDone();
    kernel.goesOn();
    assertThat(kernel.writes).containsExactly("", "a", "end");
    assertThat(close.get(0)).isCompleted();
  }

  @Test
  void aFailureOfTheKernelFailsTheNextWrite() {
    kernel.failure = Optional.of(new IOException("gone"));
    output.coalesceOwn(() -> assertThat(write("a")).isCompleted());
    assertThat(write("b")).isCompletedExceptionally();
    output.coalesceOwn(() -> assertThat(write("c")).isCompletedExceptionally());
  }

  private final WriteBatch batch = new WriteBatch(() -> 0);

  private void read(Runnable work) {
    output.coalesceOwn(work, Optional.of(batch));
  }

  @Test
  void whatIsCollectedWaitsForTheEndOfTheBatch() {
    Kernel others = new Kernel();
    CoalescedOutput other = new CoalescedOutput(others);
    batch.open();
    read(() -> put("abc"));
    Runnable write = () -> other.write(Callback.NOOP, ByteBuffer.wrap(new byte[] {'x'}));
    other.coalesceOwn(write, Optional.of(batch));
    assertThat(kernel.writes).isEmpty();
    assertThat(kernel.announced).isEqualTo(3);
    assertThat(others.writes).isEmpty();
    batch.flush();
    assertThat(kernel.writes).containsExactly("abc");
    assertThat(others.writes).containsExactly("x");
    batch.open();
    read(() -> put("d"));
    batch.flush();
    assertThat(kernel.writes).containsExactly("abc", "d");
    assertThat(others.writes).containsExactly("x");
  }

  @Test
  void noWriteOvertakesWhatWaitsForTheEndOfTheBatch() {
    batch.open();
    read(() -> put("a"));
    put("b");
    read(() -> put("c"));
    assertThat(send("hello")).isTrue();
    read(() -> put("d"));
    read(() -> put("e"));
    output.coalesceOwn(() -> put("f"));
    assertThat(kernel.writes).containsExactly("a", "b", "c", HELLO, "d", "e", "f");
    batch.flush();
    assertThat(kernel.writes).hasSize(7);
  }

  @Test
  void nothingOvertakesTheRestOfWhatWaitedForABatch() {
    kernel.space = 1;
    batch.open();
    read(() -> put("abc"));
    read(() -> assertThat(write("d")).isNotDone());
    assertThat(kernel.writes).containsExactly("a", "bc");
    kernel.goesOn();
    assertThat(kernel.writes).containsExactly("a", "bc", "d");
    kernel.space = 1;
    read(() -> put("efg"));
    assertThat(send("hello")).isFalse();
    assertThat(write("h")).isNotDone();
    kernel.goesOn();
    assertThat(kernel.writes).containsExactly("a", "bc", "d", "e", "fg", "h");
  }

  @Test
  void aRestOfABatchStaysAheadOfTheNextWrite() {
    kernel.space = 1;
    batch.open();
    read(() -> put("abc"));
    batch.flush();
    assertThat(write("d")).isNotDone();
    kernel.goesOn();
    assertThat(kernel.writes).containsExactly("a", "bc", "d");
  }

  @Test
  void theLastFrameWaitsForNoBatch() {
    batch.open();
    read(() -> put("a"));
    read(
        () -> {
          output.close();
          put("end");
        });
    assertThat(kernel.writes).containsExactly("a", "end");
  }

  @Test
  void whatAClosingConnectionHasCollectedWaitsForNoBatch() {
    batch.open();
    read(
        () -> {
          put("a");
          output.close();
        });
    assertThat(kernel.writes).containsExactly("a");
  }

  @Test
  void aBatchTakesNothingBeforeItIsOpenAndAfterItIsFlushed() {
    read(() -> put("a"));
    batch.open();
    batch.flush();
    read(() -> put("b"));
    assertThat(kernel.writes).containsExactly("a", "b");
    assertThat(kernel.announced).isZero();
  }

  @Test
  void aBatchTakesNothingFromAnotherThread() {
    CompletableFuture.runAsync(batch::open).join();
    read(() -> put("a"));
    assertThat(kernel.writes).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource({"1024,0", "1025,1"})
  void aBatchTakesNothingLarge(int size, int writes) {
    batch.open();
    read(() -> put("x".repeat(size)));
    assertThat(kernel.writes).hasSize(writes);
  }

  @Test
  void whatDoesNotFitIntoABatchLeavesAtOnce() {
    String piece = "x".repeat(1_000);
    List<Kernel> kernels = new ArrayList<>();
    batch.open();
    for (int i = 0; i < 66; i++) {
      kernels.add(new Kernel());
      CoalescedOutput other = new CoalescedOutput(kernels.get(i));
      ByteBuffer bytes = ByteBuffer.wrap(piece.getBytes(StandardCharsets.US_ASCII));
      other.coalesceOwn(() -> other.write(Callback.NOOP, bytes), Optional.of(batch));
    }
    assertThat(kernels.stream().map(each -> each.writes.size()))
        .containsExactlyElementsOf(IntStream.range(0, 66).mapToObj(i -> i < 65 ? 0 : 1).toList());
    batch.flush();
    assertThat(kernels).allSatisfy(each -> assertThat(each.writes).containsExactly(piece));
  }

  @Test
  void aBatchThatBeganLongAgoIsFlushed() {
    AtomicLong clock = new AtomicLong();
    WriteBatch late = new WriteBatch(clock::get);
    late.open();
    output.coalesceOwn(() -> put("a"), Optional.of(late));
    late.flushLate(500_000);
    assertThat(kernel.writes).isEmpty();
    clock.set(500_001);
    late.flushLate(500_001);
    assertThat(kernel.writes).containsExactly("a");
    output.coalesceOwn(() -> put("b"), Optional.of(late));
    late.flushLate(1_000_001);
    assertThat(kernel.writes).containsExactly("a");
    late.flush();
    assertThat(kernel.writes).containsExactly("a", "b");
  }

  @Test
  void aBatchKnowsWhatAWriteCost() {
    AtomicLong clock = new AtomicLong();
    WriteBatch measured = new WriteBatch(() -> clock.getAndAdd(300));
    measured.open();
    output.coalesceOwn(() -> put("a"), Optional.of(measured));
    CoalescedOutput other = new CoalescedOutput(new Kernel());
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {'x'});
    other.coalesceOwn(() -> other.write(Callback.NOOP, bytes), Optional.of(measured));
    measured.flush();
    assertThat(measured.costOfWrite()).isEqualTo(150);
    measured.open();
    output.coalesceOwn(() -> put("b"), Optional.of(measured));
    measured.flush();
    assertThat(measured.costOfWrite()).isEqualTo(300);
  }

  private boolean send(String text) {
    return output.send(OpCode.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aFrameLeavesAtOnceWhileNothingIsCollected() {
    assertThat(send("hello")).isTrue();
    assertThat(kernel.writes).containsExactly(HELLO);
  }

  @Test
  void aFrameKeepsItsPlaceAmongWhatIsCollected() {
    output.coalesceOwn(
        () -> {
          put("a");
          assertThat(send("hello")).isTrue();
          put("b");
          assertThat(kernel.writes).isEmpty();
        });
    assertThat(kernel.writes).containsExactly("a" + HELLO + "b");
  }

  @Test
  void aFrameForAnotherConnectionLeavesAtOnce() {
    Kernel others = new Kernel();
    CoalescedOutput other = new CoalescedOutput(others);
    other.coalesceOwn(
        () -> {
          other.write(Callback.NOOP, ByteBuffer.wrap(new byte[] {'x'}));
          assertThat(send("hello")).isTrue();
          assertThat(kernel.writes).containsExactly(HELLO);
        });
    assertThat(others.writes).containsExactly("x");
  }

  @Test
  void framesOfADeliveryLeaveInOneWrite() {
    CoalescedOutput.coalesce(
        () -> {
          assertThat(send("hello")).isTrue();
          assertThat(send("hello")).isTrue();
          assertThat(kernel.writes).isEmpty();
        });
    assertThat(kernel.writes).containsExactly(HELLO + HELLO);
  }

  @ParameterizedTest
  @CsvSource({"0,8200", "1,8201", "125,827d", "126,827e007e", "256,827e0100", "4096,827e1000"})
  void aFrameSaysItsLength(int length, String header) {
    assertThat(output.send(OpCode.BINARY, ByteBuffer.allocate(length))).isTrue();
    byte[] written = kernel.writes.get(0).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(written).hasSize(header.length() / 2 + length);
    assertThat(HexFormat.of().formatHex(written)).startsWith(header);
  }

  @Test
  void aLargeFrameIsLeftToTheEngine() {
    assertThat(send("x".repeat(4_097))).isFalse();
    assertThat(kernel.writes).isEmpty();
  }

  @Test
  void noFrameOvertakesThoseOfTheEngine() {
    Callback.Completable sent = new Callback.Completable();
    Callback first = output.engineSends(sent);
    Callback second = output.engineSends(Callback.NOOP);
    assertThat(send("hello")).isFalse();
    first.succeeded();
    assertThat(sent).isCompleted();
    assertThat(send("hello")).isFalse();
    second.failed(new IOException("gone"));
    assertThat(send("hello")).isTrue();
    assertThat(kernel.writes).containsExactly(HELLO);
  }

  @Test
  void theFrameAfterAnotherOfTheEngineMayBeSentAtItsCompletion() {
    List<Boolean> sent = new ArrayList<>();
    output.engineSends(Callback.from(() -> sent.add(send("hello")))).succeeded();
    assertThat(sent).containsExactly(true);
  }

  @Test
  void whatTheKernelDoesNotTakeOfAFrameStaysAheadOfTheNext() {
    kernel.space = 1;
    assertThat(send("hello")).isTrue();
    assertThat(send("hello")).isFalse();
    assertThat(kernel.writes).containsExactly(HELLO.substring(0, 1), HELLO.substring(1));
    kernel.goesOn();
    assertThat(send("hello")).isTrue();
    assertThat(kernel.writes).endsWith(HELLO);
  }

  @Test
  void noFrameFollowsTheLast() {
    output.close();
    assertThat(send("hello")).isFalse();
    assertThat(kernel.writes).isEmpty();
  }

  @Test
  void aFrameThatFailsIsLeftToTheEngine() {
    kernel.failure = Optional.of(new IOException("gone"));
    assertThat(send("hello")).isFalse();
    assertThat(write("b")).isCompletedExceptionally();
  }
}
