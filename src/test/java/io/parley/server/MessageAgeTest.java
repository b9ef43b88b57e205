package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessageAgeTest {
  private static final Duration LIMIT = Duration.ofNanos(10);
  private final MessageAge age = new MessageAge();

  private void read(long now, int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int each : bytes) {
      buffer.put((byte) each);
    }
    age.read(buffer.flip(), now);
  }

  @Test
  void aMessageThatIsWholeHasNoAge() {
    read(0, 0x81, 0x80, 1, 2, 3, 4);
    assertThat(age.isOver(LIMIT, 1_000)).isFalse();
    assertThat(age.takeLate()).isFalse();
  }

  @Test
  void itCountsFromItsFirstByte() {
    read(5, 0x81);
    read(14, 0x81, 1, 2);
    assertThat(age.isOver(LIMIT, 14)).isFalse();
    assertThat(age.isOver(LIMIT, 15)).isTrue();
  }

  @Test
  void pingsBetweenFragmentsDoNotMakeItYounger() {
    read(0, 0x01, 0x80, 1, 2, 3, 4);
    read(9, 0x89, 0x80, 1, 2, 3, 4);
    assertThat(age.isOver(LIMIT, 10)).isTrue();
  }

  @Test
  void theNextMessageCountsAnew() {
    read(0, 0x81);
    read(9, 0x80, 1, 2, 3, 4, 0x81);
    assertThat(age.isOver(LIMIT, 18)).isFalse();
    assertThat(age.isOver(LIMIT, 19)).isTrue();
  }

  @Test
  void itIsLateOnce() {
    read(0, 0x81);
    assertThat(age.isOver(LIMIT, 10)).isTrue();
    assertThat(age.isOver(LIMIT, 11)).isFalse();
    assertThat(age.takeLate()).isTrue();
    assertThat(age.takeLate()).isFalse();
  }
}
