package io.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.Headers.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnchangedFieldsTest {
  private final UnchangedFields fields = new UnchangedFields();
  private final List<Field> redacted = new ArrayList<>();

  private Field shown(Field field, String value) {
    return fields.shown(
        field,
        given -> {
          redacted.add(given);
          return new Field(given.name(), value);
        });
  }

  @Test
  void redactsAFieldThatIsShownUnchangedOnlyOnce() {
    Field first = shown(new Field("Upgrade", "websocket"), "websocket");
    assertThat(shown(new Field("Upgrade", "websocket"), "another")).isSameAs(first);
    assertThat(redacted).hasSize(1);
  }

  @Test
  void knowsAFieldByItsNameAndItsValue() {
    shown(new Field("Upgrade", "websocket"), "websocket");
    assertThat(shown(new Field("Cookie", "websocket"), "hidden"))
        .isEqualTo(new Field("Cookie", "hidden"));
    assertThat(shown(new Field("Upgrade", "h2c"), "hidden"))
        .isEqualTo(new Field("Upgrade", "hidden"));
  }

  /** The other field has the place of the first. */
  @Test
  void keepsNothingOfAFieldThatIsHidden() {
    Field secret = new Field("Cookie", "secret");
    Field other =
        IntStream.range(0, 10_000)
            .mapToObj(number -> new Field("Cookie", "(" + number + ")"))
            .filter(field -> (field.hashCode() & 255) == (secret.hashCode() & 255))
            .findFirst()
            .orElseThrow();
    shown(secret, other.value());
    assertThat(shown(other, "hidden, too")).isEqualTo(new Field("Cookie", "hidden, too"));
  }

  @Test
  void keepsNoLongValue() {
    String value = "a".repeat(257);
    shown(new Field("Accept", value), value);
    shown(new Field("Accept", value), value);
    assertThat(redacted).hasSize(2);
  }
}
