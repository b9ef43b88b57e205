package io.parley.journal;

import io.parley.http.Headers;
import io.parley.http.Headers.Field;
import java.util.List;

/**
 * An answer as it was decided; a container adds fields of its own.
 *
 * @param fields without secrets, each text escaped and cut
 */
public record RecordedResponse(int status, List<Field> fields) {
  public RecordedResponse {
    fields = List.copyOf(fields);
  }

  public static RecordedResponse of(int status, Headers headers) {
    return new RecordedResponse(
        status, headers.fields().stream().map(RequestRedaction::answered).toList());
  }
}
