package io.parley.probe.http2.strict;

import static io.parley.probe.http2.strict.TunnelFlaw.*;

import io.parley.probe.strict.Conversation;
import io.parley.probe.strict.Flaw;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.EnumSet;
import java.util.Set;

/** A WebSocket in a stream: what DATA brings is a conversation on a thread of its own. */
final class Tunnel {
  private static final int BUFFER = 64 * 1024;
  private static final int END_STREAM = 1;

  private final PipedInputStream in = new PipedInputStream(BUFFER);
  private final PipedOutputStream fed = new PipedOutputStream();
  private final Set<TunnelFlaw> flaws;

  private Tunnel(Set<TunnelFlaw> flaws) throws IOException {
    this.flaws = flaws;
    fed.connect(in);
  }

  static Tunnel open(int stream, String extension, FrameWriter writer, Set<TunnelFlaw> flaws)
      throws IOException {
    Tunnel tunnel = new Tunnel(flaws);
    Thread thread = new Thread(() -> tunnel.serve(stream, extension, writer), "tunnel");
    thread.setDaemon(true);
    thread.start();
    return tunnel;
  }

  private void serve(int stream, String extension, FrameWriter writer) {
    try {
      new Conversation(in, out(stream, writer), conversationFlaws(), extension).serve();
      if (!flaws.contains(STAYS_OPEN)) {
        writer.frame(0, END_STREAM, stream, new byte[0]);
      }
    } catch (IOException e) {
      return; // The connection or the stream is gone.
    }
  }

  private OutputStream out(int stream, FrameWriter writer) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] octets, int from, int count) throws IOException {
        int opcode = octets[from] & 0xf;
        boolean lost =
            (opcode == 1 && flaws.contains(LOSES_TEXTS))
                || (opcode == 8 && flaws.contains(IGNORES_CLOSES));
        if (!lost) {
          writer.data(stream, java.util.Arrays.copyOfRange(octets, from, from + count));
        }
      }
    };
  }

  private Set<Flaw> conversationFlaws() {
    Set<Flaw> same = EnumSet.noneOf(Flaw.class);
    for (TunnelFlaw each : flaws) {
      for (Flaw flaw : Flaw.values()) {
        if (flaw.name().equals(each.name())) {
          same.add(flaw);
        }
      }
    }
    return same;
  }

  void feed(byte[] octets) {
    int count =
        flaws.contains(TAKES_ONE_FRAME_OF_DATA) && octets.length > 1
            ? Math.min(octets.length, 6 + (octets[1] & 0x7f))
            : octets.length;
    try {
      fed.write(octets, 0, count);
      fed.flush();
    } catch (IOException e) {
      return; // The conversation is over; what comes after it is ignored.
    }
  }

  void end() throws IOException {
    if (!flaws.contains(IGNORES_END_STREAM)) {
      fed.close();
    }
  }
}
