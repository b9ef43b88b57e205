package io.parley.problem;

import io.parley.handshake.Code;
import io.parley.handshake.Finding;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Refuse;
import io.parley.spec.Clause;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The body of a refusal (RFC 9457). */
public final class ProblemJson {
  public static final String MEDIA_TYPE = "application/problem+json";
  private static final JsonFactory JSON = new JsonFactory();

  private ProblemJson() {}

  /**
   * One JSON object.
   *
   * @param handshake the id under which the handshake is logged
   * @param context the context path: empty, or with a leading slash
   */
  public static String write(String handshake, String context, Trace trace, Refuse refuse) {
    StringWriter text = new StringWriter(2_048);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      writeRefusal(json, context, refuse);
      json.writeStringProperty("handshake", handshake);
      writeFindings(json, trace.findings());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void writeRefusal(JsonGenerator json, String context, Refuse refuse) {
    Code code = refuse.code();
    json.writeStringProperty("type", context + "/problems/" + code);
    json.writeStringProperty("title", code.title());
    json.writeNumberProperty("status", code.status());
    json.writeStringProperty("detail", refuse.finding().detail());
    json.writeStringProperty("code", code.toString());
    writeClause(json, code.clause());
    json.writeStringProperty("advice", code.advice());
  }

  private static void writeFindings(JsonGenerator json, List<Finding> findings) {
    json.writeArrayPropertyStart("findings");
    for (Finding finding : findings) {
      writeFinding(json, finding);
    }
    json.writeEndArray();
  }

  private static void writeFinding(JsonGenerator json, Finding finding) {
    json.writeStartObject();
    json.writeStringProperty("rule", finding.rule());
    json.writeStringProperty("outcome", finding.outcome().name().toLowerCase(Locale.ROOT));
    finding.code().ifPresent(code -> json.writeStringProperty("code", code.toString()));
    writeClause(json, finding.clause());
    json.writeStringProperty("saw", finding.saw());
    json.writeStringProperty("detail", finding.detail());
    finding.advice().ifPresent(advice -> json.writeStringProperty("advice", advice));
    json.writeEndObject();
  }

  private static void writeClause(JsonGenerator json, Clause clause) {
    json.writeStringProperty("clause", clause.citation());
    json.writeStringProperty("link", clause.link());
  }
}
