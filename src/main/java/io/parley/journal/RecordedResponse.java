package io.parley.journal;

import io.parley.http.Headers;
import io.parley.http.Headers.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A response as it was decided. A container adds its own fields.
 *
 * @param fields without secrets, each text escaped and cut
 */
public record RecordedResponse(int status, List<Field> fields) {
  public RecordedResponse {
    fields = List.copyOf(fields);
  }

  public static RecordedResponse of(int status, Headers headers) {
    List<Field> redacted = new ArrayList<>(headers.fields().size());
    for (Field field : headers.fields()) {
      redacted.add(RequestRedaction.answered(field));
    }
    return new RecordedResponse(status, redacted);
  }
}
