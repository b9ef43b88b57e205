package io.parley.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends frames of an opcode that RFC 6455 does not know, which declare far more than they carry: an
 * engine may take the memory before it looks.
 */
record UnknownOpcodes(int port, String context) {
  private static final int CONNECTIONS = 35;
  private static final double SHORTEST = 200_000;

  /** All together declare 600 MB: less than the heap of a container that would take them. */
  private static final double LONGEST = 100_000_000;

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  /** What is not a close with 1002 within 5 s, each once; fails where the container is hurt. */
  List<String> answers() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        double share = i / (CONNECTIONS - 1.0);
        sockets.add(send((long) (SHORTEST * Math.pow(LONGEST / SHORTEST, share))));
      }
      long deadline = System.nanoTime() + PATIENCE;
      List<String> answers = new ArrayList<>();
      for (Socket socket : sockets) {
        answers.add(answer(socket, deadline));
      }
      serves();
      return answers.stream().distinct().filter(answer -> !answer.equals("1002")).toList();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** The frame has one byte of its payload. */
  private Socket send(long length) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    Wire wire = Wire.upgrade(new RawClient(socket), port, context + "/echo");
    ByteBuffer frame = ByteBuffer.allocate(15).put((byte) 0x83).put((byte) 0xff).putLong(length);
    wire.raw(frame.array());
    return socket;
  }

  private static String answer(Socket socket, long deadline) throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    RawClient client = new RawClient(socket);
    socket.setSoTimeout((int) Math.max(left, 100));
    try {
      Wire.Frame frame = Wire.over(client).read();
      boolean close = frame.opcode() == Wire.CLOSE && frame.payload().length >= 2;
      return close ? Integer.toString(frame.code()) : "answers frame " + frame.opcode();
    } catch (EOFException | SocketException cut) {
      return "cuts the connection";
    } catch (SocketTimeoutException silent) {
      return "says nothing";
    }
  }

  private void serves() throws IOException {
    try (Wire wire = Wire.open(port, context + "/echo")) {
      wire.text("still here");
      assertThat(wire.read().text()).isEqualTo("still here");
    }
  }
}
