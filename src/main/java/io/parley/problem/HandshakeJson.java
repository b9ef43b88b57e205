package io.parley.problem;

import io.parley.handshake.Verdict.Refuse;
import io.parley.http.Headers.Field;
import io.parley.journal.Ending;
import io.parley.journal.Entry;
import io.parley.journal.Request;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;

/** Handshakes of the journal, as {@code handshakes-api.md} has them. */
public final class HandshakeJson {
  private HandshakeJson() {}

  /**
   * One handshake, whole.
   *
   * @param context the context path: empty, or with a leading slash
   */
  public static String write(String context, Entry entry) {
    return FindingsJson.object(
        json -> {
          writeNames(json, entry);
          writeRequest(json, entry.request());
          writeVerdict(json, entry);
          if (entry.trace().verdict() instanceof Refuse refuse) {
            json.writeObjectPropertyStart("refusal");
            json.writeStringProperty("type", FindingsJson.page(context, refuse.code()));
            json.writeStringProperty("title", refuse.code().title());
            FindingsJson.writeReason(json, refuse);
            json.writeEndObject();
          }
          FindingsJson.writeFindings(json, entry.trace().findings());
          json.writeObjectPropertyStart("answer");
          json.writeNumberProperty("status", entry.reply().status());
          writeFields(json, entry.reply().fields());
          json.writeEndObject();
          entry.ending().ifPresent(ending -> writeEnding(json, ending));
        });
  }

  /**
   * Handshakes in short.
   *
   * @param shown those that were asked for, in their order
   * @param kept all that there are
   * @param most how many there could be
   */
  public static String list(List<Entry> shown, List<Entry> kept, int most) {
    return FindingsJson.object(
        json -> {
          json.writeArrayPropertyStart("handshakes");
          shown.forEach(entry -> writeShort(json, entry));
          json.writeEndArray();
          json.writeObjectPropertyStart("counts");
          counts(kept).forEach(json::writeNumberProperty);
          json.writeEndObject();
          json.writeNumberProperty("kept", kept.size());
          json.writeNumberProperty("most", most);
        });
  }

  private static Map<String, Integer> counts(List<Entry> kept) {
    Map<String, Integer> counts = new TreeMap<>();
    kept.forEach(entry -> counts.merge(entry.outcome(), 1, Integer::sum));
    return counts;
  }

  private static void writeShort(JsonGenerator json, Entry entry) {
    json.writeStartObject();
    writeNames(json, entry);
    json.writeStringProperty("method", entry.request().method());
    json.writeStringProperty("target", entry.request().target());
    writeVerdict(json, entry);
    entry
        .code()
        .ifPresent(
            code -> {
              json.writeStringProperty("code", code.toString());
              json.writeStringProperty("title", code.title());
            });
    entry.ending().ifPresent(ending -> writeEnding(json, ending));
    json.writeEndObject();
  }

  private static void writeNames(JsonGenerator json, Entry entry) {
    json.writeStringProperty("handshake", entry.id());
    entry.attempt().ifPresent(attempt -> json.writeStringProperty("attempt", attempt));
    json.writeStringProperty("at", entry.at().toString());
    json.writeNumberProperty("micros", TimeUnit.NANOSECONDS.toMicros(entry.took().toNanos()));
    json.writeStringProperty("address", entry.address());
  }

  private static void writeVerdict(JsonGenerator json, Entry entry) {
    json.writeStringProperty("verdict", entry.code().isEmpty() ? "accepted" : "refused");
    json.writeNumberProperty("status", entry.reply().status());
  }

  private static void writeRequest(JsonGenerator json, Request request) {
    json.writeObjectPropertyStart("request");
    json.writeStringProperty("method", request.method());
    json.writeStringProperty("target", request.target());
    json.writeStringProperty("version", request.version());
    writeFields(json, request.fields());
    if (request.omitted() > 0) {
      json.writeNumberProperty("omitted", request.omitted());
    }
    json.writeEndObject();
  }

  private static void writeFields(JsonGenerator json, List<Field> fields) {
    json.writeArrayPropertyStart("fields");
    for (Field field : fields) {
      json.writeStartObject();
      json.writeStringProperty("name", field.name());
      json.writeStringProperty("value", field.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeEnding(JsonGenerator json, Ending ending) {
    json.writeObjectPropertyStart("ending");
    json.writeStringProperty("at", ending.at().toString());
    json.writeNumberProperty("code", ending.code());
    json.writeNumberProperty("seconds", BigDecimal.valueOf(ending.lasted().toMillis(), 3));
    json.writeNumberProperty("received", ending.received());
    json.writeNumberProperty("sent", ending.sent());
    json.writeEndObject();
  }
}
