package io.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.Headers.Field;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void keepsNoSecret() {
    Field secret = new Field("Cookie", "secret");
    shown(secret, "hidden");
    assertThat(shown(secret, "hidden again")).isEqualTo(new Field("Cookie", "hidden again"));
  }

  @Test
  void keepsNoLongValue() {
    String value = "a".repeat(257);
    shown(new Field("Accept", value), value);
    shown(new Field("Accept", value), value);
    assertThat(redacted).hasSize(2);
  }
}
