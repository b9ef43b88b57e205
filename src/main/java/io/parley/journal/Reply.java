package io.parley.journal;

import io.parley.http.Headers;
import io.parley.http.Headers.Field;
import java.util.List;

/**
 * An answer as it was decided; a container adds fields of its own.
 *
 * @param fields without secrets, each text escaped and cut
 */
public record Reply(int status, List<Field> fields) {
  public Reply {
    fields = List.copyOf(fields);
  }

  public static Reply of(int status, Headers headers) {
    return new Reply(status, headers.fields().stream().map(RequestRedaction::answered).toList());
  }
}
