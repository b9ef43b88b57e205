package io.parley.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tries {@code targets.txt}, whose head says how it is written. */
record Targets(int port, String context) {
  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");
  private static final Pattern MANY = Pattern.compile("\\{(\\d+)\\*([^}]+)}");

  private static final String UPGRADE =
      Stream.of(
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Sec-WebSocket-Version: 13")
          .map(line -> line + "\r\n")
          .collect(Collectors.joining());

  private static final String EXPLANATION = "/problems/version-unsupported";

  private static final List<String> PAGES =
      List.of(
          "/",
          "/nothing",
          "/page/look.css",
          EXPLANATION,
          "/handshakes",
          "/handshakes/0123456789abcdefghijklmn",
          "/lab",
          "/metrics",
          "/health/ready");

  /**
   * A line of the table.
   *
   * @param kind how the heading above it begins
   * @param status "no" for what is no target
   * @param text as it is written there
   */
  private record Target(String kind, String status, String text) {
    boolean isTarget() {
      return !status.equals("no");
    }

    boolean isQuery() {
      return kind.startsWith("queries");
    }

    /** As the path, with the query and other fields of a request. */
    String path() {
      return isQuery() ? "/echo?" + sent() : kind.startsWith("fields") ? "/echo" : sent();
    }

    String fields() {
      return kind.startsWith("fields") ? sent() + "\r\n" : "";
    }

    String sent() {
      String whole =
          MANY.matcher(text)
              .replaceAll(m -> Matcher.quoteReplacement(m.group(2).repeat(number(m.group(1), 10))));
      return BYTE.matcher(whole)
          .replaceAll(m -> Matcher.quoteReplacement(Character.toString(number(m.group(1), 16))));
    }

    private static int number(String digits, int radix) {
      return Integer.parseInt(digits, radix);
    }
  }

  private static List<Target> all() throws IOException {
    List<Target> targets = new ArrayList<>();
    String kind = "";
    for (String line : table().lines().filter(l -> !l.isBlank()).toList()) {
      String[] parts = line.split(" ", 2);
      if (parts[0].equals("##")) {
        kind = parts[1];
      } else if (!kind.isEmpty()) {
        targets.add(new Target(kind, parts[0], parts[1]));
      }
    }
    return targets;
  }

  private static String table() throws IOException {
    try (InputStream file = Targets.class.getResourceAsStream("/targets.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Those whose handshake is answered otherwise, and what Parley said about any of them. */
  List<String> handshakes() throws IOException {
    try (Warnings warnings = new Warnings()) {
      List<String> differences = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      int good = 0;
      for (Target target : all()) {
        String status = ask(target.path(), UPGRADE + target.fields());
        good += target.isTarget() ? 1 : 0;
        if (!target.isTarget()) {
          assertThat(status).as(target.text()).isNotEqualTo("500");
        } else if (status.equals("400")) {
          refused.add(target.text());
        } else if (!status.equals(target.status())) {
          differences.add(target.text() + " answers " + status);
        }
      }
      differences.add(refused.size() + " of " + good + " answer 400");
      differences.addAll(warnings.said());
      return differences;
    }
  }

  /** Pages that fail for the query that follows them, or for a field. */
  List<String> pages() throws IOException {
    try (Warnings warnings = new Warnings()) {
      List<String> differences = new ArrayList<>();
      for (Target target : all().stream().filter(Target::isTarget).toList()) {
        // A field is read by the one page that has something to read in it: the language.
        for (String page : target.isQuery() ? PAGES : List.of(EXPLANATION)) {
          String query = target.isQuery() ? "?" + target.sent() : "";
          String status = ask(page + query, "Connection: close\r\n" + target.fields());
          if (!status.matches("[24]\\d\\d|none")) {
            differences.add(page + " with " + target.text() + " answers " + status);
          }
        }
      }
      differences.addAll(warnings.said());
      return differences;
    }
  }

  private String ask(String path, String fields) throws IOException {
    try (RawClient client = new RawClient(port)) {
      String request = "GET " + context + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n";
      return Integer.toString(client.ask(request + fields + "\r\n").status());
    } catch (EOFException | SocketException cut) {
      return "none";
    }
  }

  /** What is logged in this JVM at WARNING or above, but by parsers of what is no HTTP. */
  private static final class Warnings extends Handler implements AutoCloseable {
    private static final List<String> PARSERS =
        List.of("org.eclipse.jetty.http.HttpParser", "io.undertow.request");

    private final List<String> said = new ArrayList<>();

    Warnings() {
      Logger.getLogger("").addHandler(this);
    }

    @Override
    public synchronized void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.WARNING.intValue()
          && !PARSERS.contains(record.getLoggerName())) {
        said.add("logs " + record.getLoggerName() + " " + record.getMessage());
      }
    }

    synchronized List<String> said() {
      return said.stream().distinct().collect(Collectors.toList());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      Logger.getLogger("").removeHandler(this);
    }
  }
}
