package io.parley.container;

import io.parley.tool.Json;
import io.parley.tool.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The operator of one context, who sees the members of its rooms and closes a connection. */
record Operator(int port, String context) {
  private static final String REASON = "floods the room";

  List<String> seesAndCloses() throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    if (ask("/operator", "").statusCode() != 401) {
      differences.add("needs no token");
    }
    if (ask("/operator.html", "").statusCode() != 200) {
      differences.add("has no page");
    }
    try (Wire wire = Wire.open(port, context + "/chat/operated")) {
      wire.text("here");
      wire.read();
      HttpResponse<String> seen = onceDelivered();
      if (seen.statusCode() == 200) {
        differences.addAll(closes(Json.object(seen.body()), wire));
      } else {
        differences.add("answers " + seen.statusCode());
      }
    }
    return differences;
  }

  /** Asks until the member has its message: the sender is answered before members are told. */
  private HttpResponse<String> onceDelivered() throws IOException, InterruptedException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    HttpResponse<String> seen = ask("/operator?room=operated", Deployment.TOKEN);
    while (seen.statusCode() == 200
        && !member(Json.object(seen.body())).containsKey("position")
        && System.nanoTime() < patience) {
      seen = ask("/operator?room=operated", Deployment.TOKEN);
    }
    return seen;
  }

  private static Map<String, Object> member(Map<String, Object> state) {
    return Json.objects(Json.object(state, "room"), "listed").get(0);
  }

  private List<String> closes(Map<String, Object> state, Wire wire)
      throws IOException, InterruptedException {
    Map<String, Object> member = member(state);
    if (!(member.get("position") instanceof String position) || !position.endsWith(":1")) {
      return List.of("the member was told " + member.get("position"));
    }
    int status = close((String) member.get("connection"));
    return status == 204 ? farewell(wire) : List.of("answers the close with " + status);
  }

  private static List<String> farewell(Wire wire) throws IOException {
    try {
      Wire.Frame frame = wire.read();
      return frame.opcode() == Wire.CLOSE && frame.code() == 1008 && frame.reason().equals(REASON)
          ? List.of()
          : List.of("closes with " + frame.code() + " " + frame.reason());
    } catch (EOFException | SocketException cut) {
      return List.of("cuts the connection");
    } catch (SocketTimeoutException stays) {
      return List.of("says nothing");
    }
  }

  private int close(String connection) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/operator/connections/" + connection + "/close"))
            .header("Authorization", "Bearer " + Deployment.TOKEN)
            .header("Origin", "http://127.0.0.1:" + port)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"reason\":\"" + REASON + "\"}"))
            .build();
    return Pages.CLIENT.send(request, BodyHandlers.ofString()).statusCode();
  }

  private HttpResponse<String> ask(String path, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return Pages.CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + context + path);
  }
}
