package io.parley.journal;

import io.parley.http.Headers.Field;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;

/**
 * Remembers fields whose redaction changes nothing. Most clients send the same ones, and to look
 * one up costs less than to redact it again; records share them. None holds a secret. Bounded, and
 * thread-safe.
 */
final class UnchangedFields {
  /** A power of two. */
  private static final int MOST = 256;

  /** Characters of a value that is kept. */
  private static final int LONGEST = 256;

  private final AtomicReferenceArray<Field> known = new AtomicReferenceArray<>(MOST);

  /**
   * Redacts a field.
   *
   * @param redaction depends on the field alone
   */
  Field shown(Field field, UnaryOperator<Field> redaction) {
    int place = field.hashCode() & (MOST - 1);
    Field same = known.get(place);
    if (same != null && same.equals(field)) {
      return same;
    }
    Field shown = redaction.apply(field);
    if (shown.equals(field) && shown.value().length() <= LONGEST) {
      known.set(place, shown);
    }
    return shown;
  }
}
