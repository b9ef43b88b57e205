package io.parley.problem;

import io.parley.handshake.Verdict.Refuse;
import io.parley.http.Headers.Field;
import io.parley.journal.ConnectionEnd;
import io.parley.journal.HandshakeRecord;
import io.parley.journal.RecordedRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;

/** Writes the journal's handshakes as JSON, in the format of {@code handshakes-api.md}. */
public final class HandshakeJson {
  private HandshakeJson() {}

  /**
   * Writes one handshake completely.
   *
   * @param context the context path: empty, or with a leading slash
   */
  public static String write(String context, HandshakeRecord handshakeRecord) {
    return FindingsJson.object(
        json -> {
          writeNames(json, handshakeRecord);
          writeRequest(json, handshakeRecord.recordedRequest());
          writeVerdict(json, handshakeRecord);
          if (handshakeRecord.trace().verdict() instanceof Refuse refuse) {
            json.writeObjectPropertyStart("refusal");
            json.writeStringProperty("type", FindingsJson.page(context, refuse.code()));
            json.writeStringProperty("title", refuse.code().title());
            FindingsJson.writeReason(json, refuse);
            json.writeEndObject();
          }
          FindingsJson.writeFindings(json, handshakeRecord.trace().findings());
          json.writeObjectPropertyStart("answer");
          json.writeNumberProperty("status", handshakeRecord.recordedResponse().status());
          writeFields(json, handshakeRecord.recordedResponse().fields());
          json.writeEndObject();
          handshakeRecord
              .connectionEnd()
              .ifPresent(connectionEnd -> writeEnding(json, connectionEnd));
        });
  }

  /**
   * Writes short forms of handshakes.
   *
   * @param shown the requested ones, in their order
   * @param kept all that the journal keeps
   * @param most how many the journal can keep
   */
  public static String list(List<HandshakeRecord> shown, List<HandshakeRecord> kept, int most) {
    return FindingsJson.object(
        json -> {
          json.writeArrayPropertyStart("handshakes");
          shown.forEach(handshakeRecord -> writeShort(json, handshakeRecord));
          json.writeEndArray();
          json.writeObjectPropertyStart("counts");
          counts(kept).forEach(json::writeNumberProperty);
          json.writeEndObject();
          json.writeNumberProperty("kept", kept.size());
          json.writeNumberProperty("most", most);
        });
  }

  private static Map<String, Integer> counts(List<HandshakeRecord> kept) {
    Map<String, Integer> counts = new TreeMap<>();
    kept.forEach(handshakeRecord -> counts.merge(handshakeRecord.outcome(), 1, Integer::sum));
    return counts;
  }

  private static void writeShort(JsonGenerator json, HandshakeRecord handshakeRecord) {
    json.writeStartObject();
    writeNames(json, handshakeRecord);
    json.writeStringProperty("method", handshakeRecord.recordedRequest().method());
    json.writeStringProperty("target", handshakeRecord.recordedRequest().target());
    writeVerdict(json, handshakeRecord);
    handshakeRecord
        .code()
        .ifPresent(
            problemCode -> {
              json.writeStringProperty("code", problemCode.toString());
              json.writeStringProperty("title", problemCode.title());
            });
    handshakeRecord.connectionEnd().ifPresent(connectionEnd -> writeEnding(json, connectionEnd));
    json.writeEndObject();
  }

  private static void writeNames(JsonGenerator json, HandshakeRecord handshakeRecord) {
    json.writeStringProperty("handshake", handshakeRecord.id());
    handshakeRecord.attempt().ifPresent(attempt -> json.writeStringProperty("attempt", attempt));
    json.writeStringProperty("at", handshakeRecord.at().toString());
    json.writeNumberProperty(
        "micros", TimeUnit.NANOSECONDS.toMicros(handshakeRecord.took().toNanos()));
    json.writeStringProperty("address", handshakeRecord.address());
  }

  private static void writeVerdict(JsonGenerator json, HandshakeRecord handshakeRecord) {
    json.writeStringProperty("verdict", handshakeRecord.code().isEmpty() ? "accepted" : "refused");
    json.writeNumberProperty("status", handshakeRecord.recordedResponse().status());
  }

  private static void writeRequest(JsonGenerator json, RecordedRequest recordedRequest) {
    json.writeObjectPropertyStart("request");
    json.writeStringProperty("method", recordedRequest.method());
    json.writeStringProperty("target", recordedRequest.target());
    json.writeStringProperty("version", recordedRequest.version());
    writeFields(json, recordedRequest.fields());
    if (recordedRequest.omitted() > 0) {
      json.writeNumberProperty("omitted", recordedRequest.omitted());
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

  private static void writeEnding(JsonGenerator json, ConnectionEnd connectionEnd) {
    json.writeObjectPropertyStart("ending");
    json.writeStringProperty("at", connectionEnd.at().toString());
    json.writeNumberProperty("code", connectionEnd.code());
    json.writeNumberProperty("seconds", BigDecimal.valueOf(connectionEnd.lasted().toMillis(), 3));
    ConnectionEnd.Traffic traffic = connectionEnd.traffic();
    json.writeNumberProperty("received", traffic.received());
    json.writeNumberProperty("receivedBytes", traffic.receivedBytes());
    json.writeNumberProperty("sent", traffic.sent());
    json.writeNumberProperty("sentBytes", traffic.sentBytes());
    json.writeEndObject();
  }
}
