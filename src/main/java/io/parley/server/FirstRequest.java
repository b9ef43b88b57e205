package io.parley.server;

import io.parley.server.HandshakeDecider.Decision;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.Callback;

/**
 * The first request of a connection. Where it is a plain opening handshake that has arrived as a
 * whole, it is answered from its bytes, without Jetty's HTTP. Jetty reads all others, and sends all
 * refusals. Used only by the thread that reads.
 */
final class FirstRequest {
  private static final Logger LOG = System.getLogger(FirstRequest.class.getName());
  private static final String STATUS_LINE = "HTTP/1.1 101 Switching Protocols";

  /** A head far below the limit: near it, it depends on how Jetty counts. */
  private static final int PART_OF_LIMIT = 2;

  private final RecordingConnection connection;
  private final HandshakeDecider handshakes;
  private boolean begun;
  private Optional<Decision> decision = Optional.empty();
  private Optional<ByteBuffer> early = Optional.empty();

  FirstRequest(RecordingConnection connection, HandshakeDecider handshakes) {
    this.connection = connection;
    this.handshakes = handshakes;
  }

  /** Whether nothing was read yet; true once. */
  boolean begins() {
    boolean begins = !begun;
    begun = true;
    return begins;
  }

  /** Reads; returns false where Jetty has to go on. */
  boolean answer() {
    RetainableByteBuffer read =
        connection
            .getConnector()
            .getByteBufferPool()
            .acquire(connection.getInputBufferSize(), connection.isUseInputDirectByteBuffers());
    try {
      ByteBuffer bytes = read.getByteBuffer();
      return connection.getEndPoint().fill(bytes) > 0 && answer(bytes);
    } catch (IOException e) {
      return false; // Jetty's read fails, too.
    } catch (RuntimeException | Error e) {
      connection.getEndPoint().close(e); // As Jetty does.
      return true;
    } finally {
      read.release();
    }
  }

  private boolean answer(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    int limit = connection.getHttpConfiguration().getRequestHeaderSize();
    decision = HeadReader.take(rest, limit / PART_OF_LIMIT).flatMap(this::decide);
    if (decision.isPresent() && decision.get() instanceof Decision.Upgrade upgrade) {
      early = Optional.of(rest).filter(ByteBuffer::hasRemaining).map(FirstRequest::copy);
      upgrade(upgrade.prepared());
      return true;
    }
    connection.onUpgradeTo(bytes);
    return false;
  }

  private Optional<Decision> decide(RequestHead head) {
    try {
      return handshakes.decide(head, connection);
    } catch (RuntimeException | Error fault) {
      LOG.log(Level.ERROR, "A handshake was not decided: " + FailureText.of(fault));
      int status = HttpStatus.INTERNAL_SERVER_ERROR_500;
      return Optional.of(new Decision.Refusal(RefusalHandler.Answer.bare(status)));
    }
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
  }

  private void upgrade(DirectUpgrade.Prepared upgrade) {
    EndPoint endPoint = connection.getEndPoint();
    StringBuilder head = new StringBuilder(STATUS_LINE);
    append(head, connection.getServer().getDateField());
    upgrade.fields().forEach(field -> append(head, field));
    byte[] bytes = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    endPoint.write(
        Callback.from(() -> endPoint.upgrade(upgrade.connection()), endPoint::close),
        ByteBuffer.wrap(bytes));
  }

  private static void append(StringBuilder head, HttpField field) {
    head.append("\r\n").append(field.getName()).append(": ").append(field.getValue());
  }

  /** What was decided and has to be sent by Jetty; afterwards nothing. */
  Optional<Decision> takeDecision() {
    Optional<Decision> taken = decision;
    decision = Optional.empty();
    return taken;
  }

  /** What arrived behind a handshake that was answered here; empty where none was. */
  Optional<ByteBuffer> early() {
    return early;
  }
}
