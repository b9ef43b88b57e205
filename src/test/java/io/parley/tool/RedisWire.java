package io.parley.tool;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection to Redis, by a raw socket. Not thread-safe. */
public final class RedisWire implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;

  /** Redis answered an error. */
  public static final class RedisError extends RuntimeException {
    private static final long serialVersionUID = 1;

    RedisError(String message) {
      super(message);
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RedisWire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    in = new BufferedInputStream(socket.getInputStream());
    out = new BufferedOutputStream(socket.getOutputStream());
  }

  /** Connects to a port of loopback. */
  public static RedisWire connect(int port) throws IOException {
    return new RedisWire(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Connects, sends one command, and returns the answer as {@link #call} does. */
  public static Object once(int port, String... command) throws IOException {
    try (RedisWire wire = connect(port)) {
      return wire.call(command);
    }
  }

  /** Sets how long an answer is waited for. */
  public void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /**
   * Sends a command and returns the answer: a string, a {@link Long}, or a list of answers. What
   * Redis says is absent is an empty string.
   */
  public Object call(String... command) throws IOException {
    send(command);
    return read();
  }

  /** The answer of a command that answers a string, or a number as a string. */
  public String text(String... command) throws IOException {
    return String.valueOf(call(command));
  }

  public long number(String... command) throws IOException {
    return Long.parseLong(text(command));
  }

  /** The answer of a command that answers a list of strings. */
  public List<String> texts(String... command) throws IOException {
    return list(command).stream().map(String::valueOf).toList();
  }

  /** The answer of a command that answers a list. */
  public List<?> list(String... command) throws IOException {
    return call(command) instanceof List<?> list ? list : List.of();
  }

  /** Sends a command without reading the answer. */
  public void send(String... command) throws IOException {
    out.write(("*" + command.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
    for (String argument : command) {
      byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
      out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      out.write('\r');
      out.write('\n');
    }
    out.flush();
  }

  /** Reads one answer, or one message of a subscription. */
  public Object read() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case ':' -> Long.valueOf(rest);
      case '$' -> bulk(Integer.parseInt(rest));
      case '*' -> array(Integer.parseInt(rest));
      case '-' -> throw new RedisError(rest);
      default -> throw new IOException("not an answer of Redis: " + line);
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    byte[] bytes = in.readNBytes(length);
    if (in.readNBytes(2).length < 2) {
      throw new IOException("half an answer");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private List<Object> array(int size) throws IOException {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(element());
    }
    return list;
  }

  /** An error inside of a list is an element of it. */
  private Object element() throws IOException {
    try {
      return read();
    } catch (RedisError e) {
      return e.getMessage();
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int octet = in.read();
    while (octet != '\r') {
      if (octet < 0) {
        throw new IOException("Redis closed the connection");
      }
      line.write(octet);
      octet = in.read();
    }
    in.read();
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
