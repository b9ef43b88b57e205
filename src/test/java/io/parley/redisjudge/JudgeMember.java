package io.parley.redisjudge;

import java.io.IOException;
import java.util.Map;

/** A member of one room. It has read up to its entrance. */
final class JudgeMember implements AutoCloseable {
  private final String room;
  private final String secret;
  private final JudgeSocket socket;
  private String position;

  private JudgeMember(JudgedNode node, String room, String secret, String after)
      throws IOException {
    this.room = room;
    socket = JudgeSocket.open(node.port());
    this.secret = secret.isEmpty() ? String.valueOf(socket.welcome().get("resume")) : secret;
    String from = after.isEmpty() ? "" : ",'after':'" + after + "'";
    socket.send("{'type':'join','room':'%s','resume':'%s'%s}".formatted(room, this.secret, from));
    Map<String, Object> joined = await("joined");
    position = after.isEmpty() ? String.valueOf(joined.get("position")) : after;
  }

  /** Enters a room as somebody new. */
  static JudgeMember enter(JudgedNode node, String room) throws IOException {
    return new JudgeMember(node, room, "", "");
  }

  /** Comes back to a server, with its secret and the last position that it has. */
  JudgeMember backTo(JudgedNode node) throws IOException {
    return new JudgeMember(node, room, secret, position);
  }

  String room() {
    return room;
  }

  /** The last position that it has. */
  String position() {
    return position;
  }

  void send(String object) throws IOException {
    socket.send(object);
  }

  /** The next event. */
  Map<String, Object> read() throws IOException {
    return socket.read();
  }

  /** The next event of a type; those before it are passed over, unless one is an error. */
  Map<String, Object> await(String type) throws IOException {
    Map<String, Object> event = socket.read();
    while (!event.get("type").equals(type)) {
      if (event.get("type").equals("error")) {
        throw new IOException(event.toString());
      }
      event = socket.read();
    }
    return event;
  }

  Map<String, Object> message() throws IOException {
    Map<String, Object> message = await("message");
    position = String.valueOf(message.get("position"));
    return message;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
