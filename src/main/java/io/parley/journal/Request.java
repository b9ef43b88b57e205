package io.parley.journal;

import io.parley.http.Headers;
import io.parley.http.Headers.Field;
import io.parley.http.Shown;
import java.util.List;

/**
 * A request as people may see it: without secrets, each text escaped and cut.
 *
 * @param target as sent, with its query
 * @param version of HTTP, such as {@code HTTP/1.1}
 * @param fields in their order, at most {@link #MOST_FIELDS}
 * @param omitted how many more there were
 */
public record Request(
    String method, String target, String version, List<Field> fields, int omitted) {
  /** Browsers send some twenty; a peer that sends thousands must not fill the journal with them. */
  public static final int MOST_FIELDS = 64;

  public Request {
    fields = List.copyOf(fields);
  }

  /** Takes what a peer sent. */
  public static Request of(String method, String target, String version, Headers headers) {
    List<Field> fields = headers.fields();
    return new Request(
        Shown.of(method),
        Shown.of(Redaction.target(target)),
        Shown.of(version),
        fields.stream().limit(MOST_FIELDS).map(Redaction::field).map(Request::shown).toList(),
        Math.max(0, fields.size() - MOST_FIELDS));
  }

  static Field shown(Field field) {
    return new Field(Shown.of(field.name()), Shown.of(field.value()));
  }
}
