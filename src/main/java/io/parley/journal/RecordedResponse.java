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
    List<Field> fields = headers.fields();
    List<Field> redacted = new ArrayList<>(fields.size());
    for (int at = 0; at < fields.size(); at++) {
      redacted.add(RequestRedaction.answered(fields.get(at)));
    }
    return new RecordedResponse(status, redacted);
  }
}
