package io.parley.load;

import io.parley.tool.Wire;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A server with a thread a connection that answers each message as a test says. */
final class ScriptedServer implements AutoCloseable {
  /** What it does with a text message. */
  interface Script {
    /**
     * @param number of the message, over all connections, from 0
     */
    void message(ScriptedServer server, Peer sender, long number, byte[] text) throws IOException;
  }

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Peer> peers = new CopyOnWriteArrayList<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<String> texts = new ConcurrentLinkedQueue<>();
  private final AtomicLong messages = new AtomicLong();
  private final String acceptSuffix;
  private final Script script;

  private ScriptedServer(String acceptSuffix, Script script) throws IOException {
    this.acceptSuffix = acceptSuffix;
    this.script = script;
    start(this::accept);
  }

  static ScriptedServer of(Script script) throws IOException {
    return new ScriptedServer("258EAFA5-E914-47DA-95CA-C5AB0DC85B11", script);
  }

  /** It says nothing, and computes Sec-WebSocket-Accept with a wrong suffix. */
  static ScriptedServer withWrongAccept() throws IOException {
    return new ScriptedServer("258EAFA5", (server, sender, number, text) -> {});
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Heads as they came. */
  Queue<String> requests() {
    return requests;
  }

  /** Unmasked, in the order in which they came. */
  Queue<String> texts() {
    return texts;
  }

  List<Peer> peers() {
    return peers;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "scripted server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Peer peer = new Peer(socket);
      peer.handshake();
      peers.add(peer);
      while (peer.frame()) {
        // On to the next.
      }
    } catch (IOException e) {
      // The generator resets its connections.
    }
  }

  private void received(Peer sender, byte[] text) throws IOException {
    synchronized (texts) {
      sender.hasSpoken = true;
      texts.add(new String(text, StandardCharsets.ISO_8859_1));
      script.message(this, sender, messages.getAndIncrement(), text);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /** One connection. */
  final class Peer {
    private final DataInputStream in;
    private final OutputStream out;
    private boolean hasSpoken;

    Peer(Socket socket) throws IOException {
      in = new DataInputStream(socket.getInputStream());
      out = new BufferedOutputStream(socket.getOutputStream());
    }

    private void handshake() throws IOException {
      String head = head(in);
      requests.add(head);
      String key = head.replaceFirst("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
      String response =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + accept(key + acceptSuffix)
              + "\r\n\r\n";
      out.write(response.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    private boolean frame() throws IOException {
      int opcode = in.readUnsignedByte() & 0xf;
      byte[] payload = new byte[in.readUnsignedByte() & 0x7f];
      byte[] mask = in.readNBytes(4);
      in.readFully(payload);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i & 3];
      }
      switch (opcode) {
        case Wire.TEXT -> received(this, payload);
        case Wire.PING -> send(Wire.PONG, payload);
        default -> send(opcode, payload);
      }
      return opcode != Wire.CLOSE;
    }

    /** Whether it ever sent a message. */
    boolean hasSpoken() {
      return hasSpoken;
    }

    void text(byte[] text) throws IOException {
      send(Wire.TEXT, text);
    }

    void text(String text) throws IOException {
      text(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void close(int code) throws IOException {
      send(Wire.CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    private void send(int opcode, byte[] payload) throws IOException {
      out.write(0x80 | opcode);
      out.write(payload.length);
      out.write(payload);
      out.flush();
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  private static String accept(String text) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest(text.getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
