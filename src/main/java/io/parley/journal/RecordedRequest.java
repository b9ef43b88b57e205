package io.parley.journal;

import io.parley.http.Headers;
import io.parley.http.Headers.Field;
import java.util.List;

/**
 * A request as people may see it: what could be a credential is replaced by its length, and each
 * text is escaped and cut.
 *
 * @param target with its query
 * @param version of HTTP, such as {@code HTTP/1.1}
 * @param fields in their order, at most {@link #MOST_FIELDS}
 * @param omitted how many more there were
 */
public record RecordedRequest(
    String method, String target, String version, List<Field> fields, int omitted) {
  /** Browsers send some twenty; a peer that sends thousands must not fill the journal with them. */
  public static final int MOST_FIELDS = 64;

  public RecordedRequest {
    fields = List.copyOf(fields);
  }

  /** Takes what a peer sent to a server that has no words of its own. */
  public static RecordedRequest of(String method, String target, String version, Headers headers) {
    return of(method, target, version, headers, RequestRedaction.STRICT);
  }

  /** Takes what a peer sent, and keeps what the redaction shows of it. */
  public static RecordedRequest of(
      String method, String target, String version, Headers headers, RequestRedaction redaction) {
    List<Field> fields = headers.fields();
    return new RecordedRequest(
        redaction.method(method),
        redaction.target(target),
        redaction.version(version),
        fields.stream().limit(MOST_FIELDS).map(redaction::field).toList(),
        Math.max(0, fields.size() - MOST_FIELDS));
  }
}
