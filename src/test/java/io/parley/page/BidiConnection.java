package io.parley.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.tool.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Commands of W3C WebDriver BiDi over its WebSocket. Thread-safe, but for one command at a time.
 */
final class BidiConnection implements AutoCloseable {
  /** Seconds that a command may take: a page is loaded meanwhile, maybe on a busy machine. */
  private static final int PATIENCE = 60;

  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private final Map<String, CompletableFuture<String>> commands = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final WebSocket socket;

  private BidiConnection(URI address) {
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Replies()).join();
  }

  /** Opens the session of a browser that listens on a port of loopback. */
  static BidiConnection open(long port) {
    BidiConnection made = new BidiConnection(URI.create("ws://127.0.0.1:" + port + "/session"));
    made.send("session.new", "{\"capabilities\":{\"alwaysMatch\":{\"acceptInsecureCerts\":true}}}");
    return made;
  }

  /** The result of a command that has no {@code null} in it. */
  Map<String, Object> ask(String method, String parameters) {
    return Json.object(Json.object(send(method, parameters)), "result");
  }

  /** The whole reply to a command; fails where it is an error. */
  String send(String method, String parameters) {
    String id = String.valueOf(count.incrementAndGet());
    CompletableFuture<String> reply = new CompletableFuture<>();
    commands.put(id, reply);
    String command = "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":";
    socket.sendText(command + parameters + "}", true).join();
    String text = reply.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    if (!text.contains("\"type\":\"success\"")) {
      throw new AssertionError(method + ": " + text);
    }
    return text;
  }

  /** A text as JSON has it. */
  static String quoted(String text) {
    byte[] inner = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    return '"' + new String(inner, UTF_8) + '"';
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Collects the pieces of a reply, and gives it to who waits for it. */
  private final class Replies implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        heard(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(data);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      commands.values().forEach(command -> command.completeExceptionally(error));
    }

    private void heard(String reply) {
      Matcher id = ID.matcher(reply);
      CompletableFuture<String> command = id.find() ? commands.remove(id.group(1)) : null;
      if (command != null) {
        command.complete(reply);
      }
    }
  }
}
