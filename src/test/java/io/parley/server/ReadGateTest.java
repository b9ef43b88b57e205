package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.server.ReadGate.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadGateTest {
  private final ArrayDeque<Runnable> started = new ArrayDeque<>();
  private final AtomicLong clock = new AtomicLong();
  private final ReadGate gate = new ReadGate(started::add, 1, clock::get);
  private final List<String> read = new ArrayList<>();

  private record Peer(Kind kind, ProcessorUsage ofAddress, ProcessorUsage own)
      implements ReadGate.Peer {
    private static Peer of(Kind kind, long used) {
      ProcessorUsage processorUsage = new ProcessorUsage(0, 0);
      processorUsage.add(used, 0);
      return new Peer(kind, processorUsage, processorUsage);
    }

    private static Peer webSocket(long used) {
      return of(Kind.WEB_SOCKET, used);
    }
  }

  private void runStarted() {
    while (!started.isEmpty()) {
      started.remove().run();
    }
  }

  @Test
  void whereThereIsRoomItIsReadAtOnce() {
    gate.enter(Peer.webSocket(1), () -> read.add("first"));
    gate.enter(Peer.webSocket(1), () -> read.add("second"));
    assertThat(read).containsExactly("first", "second");
    assertThat(started).isEmpty();
  }

  @Test
  void elseThoseThatUsedLeastAreReadFirst() {
    gate.enter(
        Peer.webSocket(0),
        () -> {
          gate.enter(Peer.webSocket(3_000_000_000L), () -> read.add("much"));
          gate.enter(Peer.webSocket(1), () -> read.add("little"));
          assertThat(gate.hasWaiting(Kind.WEB_SOCKET)).isTrue();
          assertThat(started).isEmpty();
        });
    assertThat(read).isEmpty();
    runStarted();
    assertThat(read).containsExactly("little", "much");
    assertThat(gate.hasWaiting(Kind.WEB_SOCKET)).isFalse();
  }

  @Test
  void requestsAndWebSocketsDoNotWaitForOneAnother() {
    gate.enter(
        Peer.of(Kind.REQUEST, 1),
        () -> {
          gate.enter(Peer.of(Kind.REQUEST, 1), () -> read.add("request"));
          gate.enter(Peer.webSocket(1), () -> read.add("message"));
        });
    assertThat(read).containsExactly("message");
    runStarted();
    assertThat(read).containsExactly("message", "request");
  }

  @Test
  void whoIsSubmittedIsReadOnAnotherThread() {
    gate.submit(Peer.webSocket(1), () -> read.add("later"));
    assertThat(read).isEmpty();
    runStarted();
    assertThat(read).containsExactly("later");
  }

  @Test
  void oneThreadReadsAllThatWait() {
    gate.submit(Peer.webSocket(1), () -> read.add("first"));
    gate.submit(Peer.webSocket(1), () -> read.add("second"));
    gate.submit(Peer.webSocket(1), () -> read.add("third"));
    assertThat(started).hasSize(1);
    started.remove().run();
    assertThat(read).containsExactly("first", "second", "third");
    assertThat(started).isEmpty();
    gate.enter(Peer.webSocket(1), () -> read.add("now"));
    assertThat(read).endsWith("now");
  }

  @Test
  void aReadThatFailsKeepsNoOtherFromBeingRead() {
    gate.submit(
        Peer.webSocket(1),
        () -> {
          throw new IllegalStateException("no");
        });
    gate.submit(Peer.webSocket(1), () -> read.add("second"));
    assertThatThrownBy(() -> started.remove().run()).hasMessage("no");
    runStarted();
    gate.enter(Peer.webSocket(1), () -> read.add("now"));
    assertThat(read).containsExactly("second", "now");
  }

  @Test
  void aReadThatFailsLeavesToo() {
    assertThatThrownBy(
            () ->
                gate.enter(
                    Peer.webSocket(1),
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    gate.enter(Peer.webSocket(1), () -> read.add("next"));
    assertThat(read).containsExactly("next");
  }

  @Test
  void whereAllSeemToWaitForSomethingElseAnotherOneIsRead() {
    gate.enter(
        Peer.webSocket(1),
        () -> {
          gate.enter(Peer.webSocket(1), () -> read.add("next"));
          gate.admitOneMore();
          assertThat(started).isEmpty();
          clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(21));
          gate.admitOneMore();
          runStarted();
          assertThat(read).containsExactly("next");
        });
  }
}
