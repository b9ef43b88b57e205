package io.parley.probe.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Octets protected by TLS. It never waits: whoever calls it waits for the channel. */
final class TlsStream implements OctetStream {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;

  /** Records from the server, ready to be filled. */
  private final ByteBuffer incoming;

  /** Records for the server, ready to be sent. */
  private final ByteBuffer outgoing;

  private boolean readable;
  private boolean ended;
  private boolean notified;

  TlsStream(SocketChannel channel, SSLEngine engine) throws SSLException {
    this.channel = channel;
    this.engine = engine;
    int size = engine.getSession().getPacketBufferSize();
    incoming = ByteBuffer.allocate(size);
    outgoing = ByteBuffer.allocate(size).limit(0);
    engine.beginHandshake();
  }

  /**
   * Goes on with the handshake as far as the channel allows.
   *
   * @return whether the handshake is complete
   */
  boolean handshake() throws IOException {
    ByteBuffer none = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    while (flushed()) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> wrap(NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!unwrapHandshake(none)) {
            return false;
          }
        }
        default -> {
          readable = incoming.position() > 0;
          return true;
        }
      }
    }
    return false;
  }

  private boolean unwrapHandshake(ByteBuffer none) throws IOException {
    SSLEngineResult.Status status = unwrap(none).getStatus();
    if (status == SSLEngineResult.Status.CLOSED) {
      throw new SSLException(TlsFailure.ENDED);
    }
    if (status != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
      return true;
    }
    int count = channel.read(incoming);
    if (count < 0) {
      throw new SSLException(TlsFailure.ENDED);
    }
    return count > 0;
  }

  @Override
  public int read(ByteBuffer in) throws IOException {
    flushed();
    if (!readable && !ended) {
      ended = channel.read(incoming) < 0;
    }
    int before = in.position();
    while (in.position() == before) {
      SSLEngineResult result = unwrap(in);
      readable = result.getStatus() == SSLEngineResult.Status.OK && incoming.position() > 0;
      answer();
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        notified = true;
        return -1;
      }
      if (result.getStatus() != SSLEngineResult.Status.OK) {
        return ended ? -1 : 0;
      }
    }
    return in.position() - before;
  }

  /** Sends what the last records demand, such as an update of the keys. */
  private void answer() throws IOException {
    runTasks();
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
        && !engine.isOutboundDone()
        && flushed()) {
      wrap(NOTHING);
    }
    flushed();
  }

  @Override
  public void write(ByteBuffer out) throws IOException {
    while (flushed() && out.hasRemaining()) {
      wrap(out);
    }
  }

  @Override
  public boolean wantsWrite() {
    return outgoing.hasRemaining();
  }

  @Override
  public boolean isReadable() {
    return readable;
  }

  /** Sends {@code close_notify}. */
  @Override
  public void finish() throws IOException {
    engine.closeOutbound();
    while (!engine.isOutboundDone() && flushed()) {
      wrap(NOTHING);
    }
    flushed();
  }

  @Override
  public boolean isTruncated() {
    return ended && !notified;
  }

  /** The protocol that ALPN chose; empty if none. */
  String applicationProtocol() {
    String chosen = engine.getApplicationProtocol();
    return chosen == null ? "" : chosen;
  }

  /** The server's certificates, its own first. */
  List<Certificate> certificates() {
    try {
      return List.of(engine.getSession().getPeerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private SSLEngineResult unwrap(ByteBuffer in) throws IOException {
    incoming.flip();
    try {
      return engine.unwrap(incoming, in);
    } finally {
      incoming.compact();
    }
  }

  private void wrap(ByteBuffer out) throws IOException {
    outgoing.clear();
    SSLEngineResult result;
    try {
      result = engine.wrap(out, outgoing);
    } finally {
      outgoing.flip();
    }
    runTasks();
    if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
      throw new SSLException("the TLS connection takes no octets");
    }
  }

  /**
   * Sends waiting records, or drops them where the server has left; returns whether none is left.
   */
  private boolean flushed() {
    try {
      if (outgoing.hasRemaining()) {
        channel.write(outgoing);
      }
    } catch (IOException e) {
      outgoing.position(outgoing.limit()); // Its alert, sent before, may still be readable.
    }
    return !outgoing.hasRemaining();
  }
}
