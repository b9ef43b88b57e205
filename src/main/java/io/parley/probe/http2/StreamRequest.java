package io.parley.probe.http2;

import io.parley.probe.FieldLine;
import io.parley.probe.ServerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fields of a request on a stream, as they are sent, so that any of them can be wrong. */
record StreamRequest(List<FieldLine> fields) {
  StreamRequest {
    fields = List.copyOf(fields);
  }

  /** Returns the plain opening handshake (RFC 8441 5). */
  static StreamRequest connect(ServerFacts serverFacts) {
    return pseudo(serverFacts, "CONNECT")
        .and(":protocol", "websocket")
        .and("user-agent", "parley-probe")
        .and("sec-websocket-version", "13")
        .saying(serverFacts.options().headers());
  }

  /** Returns an ordinary request of the same resource. */
  static StreamRequest get(ServerFacts serverFacts) {
    return pseudo(serverFacts, "GET")
        .and("user-agent", "parley-probe")
        .saying(serverFacts.options().headers());
  }

  private static StreamRequest pseudo(ServerFacts serverFacts, String method) {
    return new StreamRequest(
        List.of(
            new FieldLine(":method", method),
            new FieldLine(":scheme", serverFacts.target().httpScheme()),
            new FieldLine(":path", serverFacts.target().resource()),
            new FieldLine(":authority", serverFacts.target().authority())));
  }

  private StreamRequest saying(List<FieldLine> more) {
    StreamRequest changed = this;
    for (FieldLine field : more) {
      changed = changed.and(field.name().toLowerCase(Locale.ROOT), field.value());
    }
    return changed;
  }

  /** Replaces the value of a field that is there, in its place, or adds the field. */
  StreamRequest with(String name, String value) {
    if (fields.stream().noneMatch(field -> field.name().equals(name))) {
      return and(name, value);
    }
    return new StreamRequest(
        fields.stream()
            .map(field -> field.name().equals(name) ? new FieldLine(name, value) : field)
            .toList());
  }

  StreamRequest without(String name) {
    return new StreamRequest(fields.stream().filter(field -> !field.name().equals(name)).toList());
  }

  /** Adds a field at the end. */
  StreamRequest and(String name, String value) {
    List<FieldLine> changed = new ArrayList<>(fields);
    changed.add(new FieldLine(name, value));
    return new StreamRequest(changed);
  }

  /** Adds a field before all others. */
  StreamRequest opening(String name, String value) {
    List<FieldLine> changed = new ArrayList<>(fields);
    changed.add(0, new FieldLine(name, value));
    return new StreamRequest(changed);
  }

  String octets() {
    return FieldBlock.of(fields);
  }
}
