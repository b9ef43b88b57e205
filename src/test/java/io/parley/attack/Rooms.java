package io.parley.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code parley.1.json} messages of the attacks. */
final class Rooms {
  private static final Pattern POSITION = Pattern.compile("\"position\":\"([^\"]*):(\\d+)\"");

  /** A position of a room's log. */
  record Position(String epoch, long offset) {
    @Override
    public String toString() {
      return epoch + ":" + offset;
    }
  }

  private Rooms() {}

  /** Whether it is an answer to a request, or its refusal. */
  static boolean answers(String text) {
    return !text.startsWith("{\"type\":\"welcome\"")
        && !text.startsWith("{\"type\":\"arrived\"")
        && !text.startsWith("{\"type\":\"departed\"")
        && !text.startsWith("{\"type\":\"message\"");
  }

  /** Frames that join so many rooms one after another, say something there, and leave. */
  static byte[] visits(String prefix, int rooms) {
    return requests(prefix, rooms, List.of("join", "say", "leave"));
  }

  private static byte[] requests(String prefix, int rooms, List<String> types) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < rooms; i++) {
      for (String type : types) {
        String request =
            "{\"type\":\"%s\",\"room\":\"%s%d\",\"text\":\"x\"}".formatted(type, prefix, i);
        frames.writeBytes(Frames.text(request));
      }
    }
    return frames.toByteArray();
  }

  /** Frames that join so many rooms one after another. */
  static byte[] joins(String prefix, int rooms) {
    return requests(prefix, rooms, List.of("join"));
  }

  /** Joins the room of the path. */
  static void join(Peer peer) throws IOException {
    peer.text("{\"type\":\"join\"}");
    String answer = peer.await(Rooms::answers).orElse("the end");
    if (!answer.startsWith("{\"type\":\"joined\"")) {
      throw new IOException("not joined: " + answer);
    }
  }

  /** Joins the room of the path and says so many messages; returns the position of the last. */
  static Position say(Peer peer, int messages, String text) throws IOException {
    join(peer);
    Position last = new Position("", 0);
    for (int i = 0; i < messages; i++) {
      peer.text("{\"type\":\"say\",\"text\":\"" + text + " " + i + "\"}");
      String said =
          peer.await(answer -> answer.startsWith("{\"type\":\"said\""))
              .orElseThrow(() -> new IOException("not said"));
      last = position(said);
    }
    return last;
  }

  /** The first position in an answer. */
  static Position position(String answer) {
    Matcher found = POSITION.matcher(answer);
    return found.find()
        ? new Position(found.group(1), Long.parseLong(found.group(2)))
        : new Position("", 0);
  }

  /** How many of the newest messages of the room of the path are stored; at most 100. */
  static long stored(Peer peer) throws IOException {
    peer.text("{\"type\":\"history\",\"limit\":100}");
    String history = peer.await(answer -> answer.startsWith("{\"type\":\"history\"")).orElse("");
    return POSITION.matcher(history).results().count();
  }
}
