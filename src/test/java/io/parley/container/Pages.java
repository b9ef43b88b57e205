package io.parley.container;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Requests the pages, and reports every difference from what is expected. */
record Pages(int port, String context) {
  /** Of HTTP/1.1: by default it offers HTTP/2 over cleartext, which Liberty fails to serve. */
  static final HttpClient CLIENT = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

  private static final Map<String, String> FIELDS =
      new TreeMap<>(
          Map.of(
              "X-Content-Type-Options", "nosniff",
              "Referrer-Policy", "same-origin",
              "Cross-Origin-Opener-Policy", "same-origin",
              "Cross-Origin-Resource-Policy", "same-origin",
              "Cache-Control", "no-cache"));

  List<String> page() throws IOException, InterruptedException {
    return differences("GET", "/", 200, "text/html;charset=utf-8", "id=\"messageInput\"");
  }

  List<String> files() throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    differences.addAll(
        differences("GET", "/page/look.css", 200, "text/css;charset=utf-8", "color"));
    differences.addAll(
        differences("GET", "/page/chat.js", 200, "text/javascript;charset=utf-8", "import"));
    return differences;
  }

  /** The launcher's classes least of all. */
  List<String> missing() throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    for (String path :
        List.of("/nothing", "/io/parley/Launcher.class", "/io/", "/page/", "/WEB-INF/web.xml")) {
      differences("GET", path, 404, "text/html;charset=utf-8", "Nothing is here").stream()
          .map(difference -> path + " " + difference)
          .forEach(differences::add);
    }
    return differences;
  }

  List<String> method() throws IOException, InterruptedException {
    HttpResponse<String> answer = ask("PUT", "/");
    return answer.statusCode() == 405 ? List.of() : List.of("answers " + answer.statusCode());
  }

  /** A handshake that failed, as its client may ask about it. */
  List<String> explanation() throws IOException, InterruptedException {
    String attempt = "container" + UUID.randomUUID().toString().replace("-", "");
    new Talks(port, context).refused("/chat?attempt=" + attempt);
    HttpResponse<String> answer = ask("GET", "/handshakes/" + attempt);
    // Other cases may have used up what one address may ask.
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (answer.statusCode() == 429 && System.nanoTime() < patience) {
      answer = ask("GET", "/handshakes/" + attempt);
    }
    return answer.statusCode() == 200 && answer.body().contains("\"code\":\"version-unsupported\"")
        ? List.of()
        : List.of("answers " + answer.statusCode());
  }

  List<String> health() throws IOException, InterruptedException {
    HttpResponse<String> answer = ask("GET", "/health/ready");
    boolean up = answer.body().equals("{\"status\":\"UP\",\"checks\":[]}");
    return up ? List.of() : List.of("answers " + answer.statusCode());
  }

  List<String> explainedCode() throws IOException, InterruptedException {
    return differences(
        "GET",
        "/problems/version-unsupported?lang=en",
        200,
        "text/html;charset=utf-8",
        "Sec-WebSocket-Version");
  }

  List<String> documents() throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    String type = "text/html;charset=utf-8";
    differences.addAll(differences("GET", "/docs/", 200, type, "<h1>Documents</h1>"));
    differences.addAll(differences("GET", "/docs/handshake", 200, type, "<h2 id=\"origin\">"));
    return differences;
  }

  private List<String> differences(
      String method, String path, int status, String type, String content)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(method, path);
    if (answer.statusCode() != status) {
      return List.of("answers " + answer.statusCode());
    }
    if (!answer.body().contains(content)) {
      return List.of("has another content");
    }
    List<String> differences = new ArrayList<>();
    List<String> types = values(answer, "Content-Type");
    if (types.size() != 1 || !types.get(0).replace("; ", ";").equalsIgnoreCase(type)) {
      differences.add("Content-Type: " + String.join(" | ", types));
    }
    FIELDS.forEach(
        (name, value) -> {
          if (!values(answer, name).equals(List.of(value))) {
            differences.add(name + ": " + String.join(" | ", values(answer, name)));
          }
        });
    List<String> policies = values(answer, "Content-Security-Policy");
    if (policies.size() != 1 || !policies.get(0).startsWith("default-src 'none'; ")) {
      differences.add("Content-Security-Policy: " + String.join(" | ", policies));
    }
    return differences;
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + context + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static List<String> values(HttpResponse<String> answer, String name) {
    return answer.headers().allValues(name);
  }
}
