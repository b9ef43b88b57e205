package io.parley.problem;

import io.parley.handshake.Finding;
import io.parley.handshake.ProblemCode;
import io.parley.handshake.Verdict.Refuse;
import io.parley.spec.Clause;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the parts of JSON that refusals and handshakes share. */
final class FindingsJson {
  private static final JsonFactory JSON = new JsonFactory();

  private FindingsJson() {}

  /** Writes one object with these members. */
  static String object(Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter(2_048);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The path of the page that explains a code. */
  static String page(String context, ProblemCode problemCode) {
    return context + "/problems/" + problemCode;
  }

  /** Writes the reason of a refusal, and what to change. */
  static void writeReason(JsonGenerator json, Refuse refuse) {
    ProblemCode problemCode = refuse.code();
    json.writeStringProperty("detail", refuse.finding().detail());
    json.writeStringProperty("code", problemCode.toString());
    writeClause(json, problemCode.clause());
    json.writeStringProperty("advice", refuse.finding().advice().orElseGet(problemCode::advice));
  }

  static void writeFindings(JsonGenerator json, List<Finding> findings) {
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
    finding
        .problemCode()
        .ifPresent(problemCode -> json.writeStringProperty("code", problemCode.toString()));
    writeClause(json, finding.clause());
    json.writeStringProperty("saw", finding.saw());
    json.writeStringProperty("detail", finding.detail());
    finding.suggestion().ifPresent(other -> json.writeStringProperty("suggestion", other));
    finding.advice().ifPresent(advice -> json.writeStringProperty("advice", advice));
    json.writeEndObject();
  }

  private static void writeClause(JsonGenerator json, Clause clause) {
    json.writeStringProperty("clause", clause.citation());
    json.writeStringProperty("link", clause.link());
  }
}
