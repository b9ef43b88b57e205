package io.parley.problem;

import io.parley.handshake.ProblemCode;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Refuse;
import tools.jackson.core.JsonGenerator;

/** Writes the body of a refusal (RFC 9457). */
public final class ProblemJson {
  public static final String MEDIA_TYPE = "application/problem+json";

  private ProblemJson() {}

  /**
   * Writes one JSON object.
   *
   * @param handshake the id under which the handshake is logged
   * @param context the context path: empty, or with a leading slash
   */
  public static String write(String handshake, String context, Trace trace, Refuse refuse) {
    return FindingsJson.object(
        json -> {
          json.writeStringProperty("type", FindingsJson.page(context, refuse.code()));
          json.writeStringProperty("title", refuse.code().title());
          json.writeNumberProperty("status", refuse.code().status());
          FindingsJson.writeReason(json, refuse);
          json.writeStringProperty("handshake", handshake);
          FindingsJson.writeFindings(json, trace.findings());
        });
  }

  /**
   * Writes one JSON object, for a problem of a request that is no opening handshake.
   *
   * @param context the context path: empty, or with a leading slash
   * @param detail one sentence, safe to show
   */
  public static String write(String context, ProblemCode problemCode, String detail) {
    Refuse refuse = (Refuse) Trace.refused(problemCode, "", detail).verdict();
    return FindingsJson.object(
        json -> {
          json.writeStringProperty("type", FindingsJson.page(context, problemCode));
          json.writeStringProperty("title", problemCode.title());
          json.writeNumberProperty("status", problemCode.status());
          FindingsJson.writeReason(json, refuse);
        });
  }

  /**
   * Writes one JSON object, for a problem without a page.
   *
   * @param title the status in words
   * @param detail one sentence, safe to show
   */
  public static String write(int status, String title, String detail) {
    return FindingsJson.object(json -> write(json, status, title, detail));
  }

  /**
   * Writes one JSON object, for a problem without a page that programs tell apart by its code.
   *
   * @param detail one sentence, safe to show
   */
  public static String write(int status, String title, String code, String detail) {
    return FindingsJson.object(
        json -> {
          write(json, status, title, detail);
          json.writeStringProperty("code", code);
        });
  }

  private static void write(JsonGenerator json, int status, String title, String detail) {
    json.writeStringProperty("type", "about:blank");
    json.writeStringProperty("title", title);
    json.writeNumberProperty("status", status);
    json.writeStringProperty("detail", detail);
  }
}
