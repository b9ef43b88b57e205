package io.parley.journal;

import io.parley.http.Headers;
import io.parley.http.Headers.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that is safe to show. Possible credentials are replaced by their length, and each text
 * is escaped and cut.
 *
 * @param target with its query
 * @param version of HTTP, such as {@code HTTP/1.1}
 * @param fields in their order, at most {@link #MOST_FIELDS}
 * @param omitted number of further fields
 */
public record RecordedRequest(
    String method, String target, String version, List<Field> fields, int omitted) {
  /** Browsers send about twenty. The bound stops a peer from filling the journal with thousands. */
  public static final int MOST_FIELDS = 64;

  public RecordedRequest {
    fields = List.copyOf(fields);
  }

  /** Records a request to a server that adds no words of its own to those of standards. */
  public static RecordedRequest of(String method, String target, String version, Headers headers) {
    return of(method, target, version, headers, RequestRedaction.STRICT);
  }

  /** Records what the redaction shows of a request. */
  public static RecordedRequest of(
      String method, String target, String version, Headers headers, RequestRedaction redaction) {
    List<Field> fields = headers.fields();
    int shown = Math.min(MOST_FIELDS, fields.size());
    List<Field> redacted = new ArrayList<>(shown);
    for (int at = 0; at < shown; at++) {
      redacted.add(redaction.field(fields.get(at)));
    }
    return new RecordedRequest(
        redaction.method(method),
        redaction.target(target),
        redaction.version(version),
        redacted,
        fields.size() - shown);
  }
}
