package io.parley.page;

import io.parley.http.QueryParameters;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Serves the frames of a lab's WebSocket after its 101, and sends further ones. It is registered
 * for the operator only.
 */
final class LabFramesServlet extends HttpServlet {
  static final String PATTERN = "/lab/*";

  /** How long a question waits for a frame; each holds a thread of the container. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Frames a second, of all visitors together. */
  private static final int PER_SECOND = 20;

  private static final long serialVersionUID = 1;

  private final transient LabWebSockets webSockets;
  private final transient VisitorRateLimiter rateLimiter =
      new VisitorRateLimiter(PER_SECOND, PER_SECOND);

  LabFramesServlet(LabWebSockets webSockets) {
    this.webSockets = webSockets;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!PageResponse.takes(request, response, "GET", "HEAD", "POST")) {
      return;
    }
    Optional<LabWebSocket> found =
        Optional.ofNullable(request.getPathInfo())
            .map(path -> path.substring(1))
            .flatMap(webSockets::find);
    if (found.isEmpty()) {
      PageResponse.problem(response, 404, "No WebSocket of the lab has this id, or no longer.");
    } else if (request.getMethod().equals("POST")) {
      send(request, response, found.get());
    } else {
      show(request, response, found.get());
    }
  }

  private static void show(
      HttpServletRequest request, HttpServletResponse response, LabWebSocket webSocket)
      throws IOException {
    String after = QueryParameters.first(request.getQueryString(), "after").orElse("0");
    if (!after.matches("[0-9]{1,18}")) {
      PageResponse.problem(response, 400, "after is the number of a frame.");
      return;
    }
    try {
      List<LabWebSocket.Recorded> frames = webSocket.after(Long.parseLong(after), PATIENCE);
      PageResponse.json(response, LabFramesJson.write(frames, webSocket.ended()));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      PageResponse.json(response, LabFramesJson.write(List.of(), webSocket.ended()));
    }
  }

  private void send(
      HttpServletRequest request, HttpServletResponse response, LabWebSocket webSocket)
      throws IOException {
    Optional<byte[]> body = LabServlet.body(request, response);
    if (body.isEmpty()) {
      return;
    }
    Optional<LabFramesJson.Message> message = LabFramesJson.read(body.get());
    if (message.isEmpty()) {
      PageResponse.problem(
          response,
          400,
          "Send an object with opcode (text, binary, ping, pong or close) and base64, of at most"
              + " 125 bytes for the last three.");
      return;
    }
    int wait = rateLimiter.wait("all");
    if (wait > 0) {
      PageResponse.tooMany(response, wait);
      return;
    }
    try {
      long number = webSocket.send(message.get().opcode(), message.get().payload());
      PageResponse.json(response, "{\"number\":" + number + "}");
    } catch (IOException gone) {
      PageResponse.problem(response, 404, "This WebSocket has ended.");
    }
  }
}
