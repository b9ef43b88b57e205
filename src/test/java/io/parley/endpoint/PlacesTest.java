package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void noMoreThanThereAreAreTaken() {
    Places places = new Places(new Capacity(2, 0));
    assertThat(places.take("a")).isTrue();
    assertThat(places.full()).isFalse();
    assertThat(places.take("a")).isTrue();
    assertThat(places.full()).isTrue();
    assertThat(places.take("b")).isFalse();
    places.give("a");
    assertThat(places.take("b")).isTrue();
  }

  @Test
  void oneAddressHasNoMoreThanItMay() {
    Places places = new Places(new Capacity(10, 1));
    assertThat(places.take("a")).isTrue();
    assertThat(places.full("a")).isTrue();
    assertThat(places.take("a")).isFalse();
    assertThat(places.full("b")).isFalse();
    assertThat(places.take("b")).isTrue();
    places.give("a");
    assertThat(places.take("a")).isTrue();
  }

  @Test
  void manyAtOnceTakeNoMoreThanThereAre() {
    Places places = new Places(new Capacity(100, 0));
    long taken = IntStream.range(0, 10_000).parallel().filter(i -> places.take("a")).count();
    assertThat(taken).isEqualTo(100);
  }

  @Test
  void thereIsRoomForOneAtLeast() {
    assertThatThrownBy(() -> new Capacity(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no room for a connection");
  }
}
