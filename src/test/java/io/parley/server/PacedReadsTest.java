package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

class PacedReadsTest {
  private record Peer(ProcessorUsage ofAddress, ProcessorUsage own) implements ReadGate.Peer {
    @Override
    public ReadGate.Kind kind() {
      return ReadGate.Kind.WEB_SOCKET;
    }
  }

  private final Peer peer = new Peer(usage(), usage());

  private static ProcessorUsage usage() {
    return new ProcessorUsage(System.nanoTime(), 0);
  }

  private PacedReads reads(long bytesPerSecond) {
    Server server = new Server();
    ReadLimits limits = new ReadLimits(0, bytesPerSecond, Duration.ofSeconds(30));
    ReadPacer pacer = new ReadPacer(server, limits, true, Optional::empty, () -> false);
    return new PacedReads(pacer, server.getScheduler(), peer, new InetSocketAddress(0), () -> {});
  }

  @Test
  void whatAReadSendsLaterIsChargedToItsPeer() {
    PacedReads reads = reads(0);
    long now = System.nanoTime();
    reads.readDirectly(now, () -> reads.sendsAfterReading(1, TimeUnit.HOURS.toNanos(1)));
    ProcessorUsage hour = usage();
    hour.add(TimeUnit.MINUTES.toNanos(59), now);
    assertThat(peer.own().level()).isGreaterThan(hour.level());
    assertThat(peer.ofAddress().level()).isGreaterThan(hour.level());
  }

  @Test
  void aLaterReadIsNotChargedAgain() {
    PacedReads reads = reads(0);
    long now = System.nanoTime();
    reads.readDirectly(now, () -> reads.sendsAfterReading(1, TimeUnit.HOURS.toNanos(1)));
    reads.readDirectly(now, () -> {});
    ProcessorUsage hours = usage();
    hours.add(TimeUnit.MINUTES.toNanos(119), now);
    assertThat(peer.own().level()).isLessThan(hours.level());
  }

  @Test
  void whatAReadSendsLaterCountsAgainstTheRate() {
    PacedReads reads = reads(1_000);
    reads.readDirectly(System.nanoTime(), () -> reads.sendsAfterReading(10_000, 0));
    assertThat(reads.allowance().waitingTime(System.nanoTime()))
        .isGreaterThan(TimeUnit.SECONDS.toNanos(5));
  }
}
