package io.parley.container;

import io.parley.tool.HandshakeCase;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tries opening handshakes, and reports every difference from the table. */
record Handshakes(int port, String context) {
  /** Milliseconds after which a connection counts as one that stays. */
  private static final int STAYS = 1_500;

  private static final List<String> MALFORMED_HOSTS =
      List.of("::1", "[::1", "a:+80", "a :1", "a:b:c", "a:80x", "a:123456");

  /** Empty where all is as it should be. */
  List<String> differences(HandshakeCase handshake) throws IOException {
    try (RawClient client = new RawClient(port)) {
      Answer answer = client.ask(handshake.request("localhost:" + port, context));
      if (answer.status() != handshake.status()) {
        return List.of("answers " + answer.status());
      }
      List<String> differences = new ArrayList<>(fields(handshake, answer));
      if (answer.status() == 101) {
        exchange(client).ifPresent(differences::add);
      } else {
        differences.addAll(refusal(handshake, answer));
        if (!client.endsWithin(STAYS)) {
          differences.add("the connection stays");
        }
      }
      return differences;
    } catch (EOFException | SocketException | SocketTimeoutException silent) {
      return List.of("no answer");
    }
  }

  /** Those that a handshake or a page is not refused for, or not with what was sent. */
  List<String> malformedHosts() throws IOException {
    List<String> differences = new ArrayList<>();
    for (String host : MALFORMED_HOSTS) {
      String page = "GET " + context + "/ HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      differences.addAll(malformedHost(host, HandshakeCase.all().get(0).request(host, context)));
      differences.addAll(malformedHost(host, page));
    }
    return differences.stream().distinct().toList();
  }

  private List<String> malformedHost(String host, String request) throws IOException {
    try (RawClient client = new RawClient(port)) {
      Answer answer = client.ask(request);
      if (answer.status() != 400) {
        return List.of(host + " answers " + answer.status());
      }
      boolean quoted = answer.content().contains("\"detail\":\"Host was \\\"" + host + "\\\"");
      boolean parleys = answer.content().startsWith("{\"type\":");
      return parleys && !quoted ? List.of(host + " is not shown as it was sent") : List.of();
    } catch (EOFException | SocketException cut) {
      return List.of(host + " is not answered");
    }
  }

  private static List<String> fields(HandshakeCase handshake, Answer answer) {
    List<String> differences = new ArrayList<>();
    for (String field : handshake.fields()) {
      String name = field.substring(0, field.indexOf(':'));
      String value = canonical(name, answer.value(name));
      if (name.equals("Content-Type") || value.equalsIgnoreCase(field)) {
        continue; // Every refusal's type is looked at.
      }
      differences.add(answer.values(name).isEmpty() ? "no " + name : value);
    }
    for (String name : handshake.absent()) {
      answer.values(name).forEach(value -> differences.add(name + ": " + value));
    }
    return differences;
  }

  /** The order of an extension's parameters and the white space between them mean nothing. */
  private static String canonical(String name, String value) {
    String[] parts = value.split("\\s*;\\s*", -1);
    Arrays.sort(parts, 1, parts.length);
    return name + ": " + (name.endsWith("-Extensions") ? String.join(";", parts) : value);
  }

  /** Sends a message: any endpoint of Parley's answers one. */
  private static Optional<String> exchange(RawClient client) throws IOException {
    try {
      Wire wire = Wire.over(client);
      wire.text("one");
      Wire.Frame frame = wire.read();
      return switch (frame.opcode()) {
        case Wire.TEXT -> Optional.empty();
        case Wire.CLOSE -> Optional.of("opens, and goes wrong: closes with " + frame.code());
        default -> Optional.of("opens, and goes wrong: answers " + frame.opcode());
      };
    } catch (EOFException | SocketException | SocketTimeoutException silent) {
      return Optional.of("opens, and goes wrong: answers nothing");
    }
  }

  /** The charset that a container adds says nothing: JSON is UTF-8 (RFC 8259 8.1). */
  private static boolean isProblem(List<String> types) {
    return types.size() == 1
        && types.get(0).matches("(?i)application/problem\\+json(;\\s*charset=utf-8)?");
  }

  private List<String> refusal(HandshakeCase handshake, Answer answer) {
    String type = "{\"type\":\"" + context + "/problems/" + handshake.code().orElseThrow() + "\",";
    boolean head = handshake.lines().get(0).startsWith("HEAD ");
    if (!head && !answer.content().startsWith(type)) {
      return List.of("no explanation");
    }
    List<String> differences = new ArrayList<>();
    if (!isProblem(answer.values("Content-Type"))) {
      differences.add("no Content-Type");
    }
    if (!answer.values("Cache-Control").equals(List.of("no-store"))) {
      differences.add("Cache-Control: " + answer.value("Cache-Control"));
    }
    return differences;
  }
}
