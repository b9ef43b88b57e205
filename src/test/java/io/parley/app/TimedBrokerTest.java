package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Broker;
import io.parley.chat.Message;
import io.parley.chat.RoomName;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimedBrokerTest {
  private final CompletableFuture<Object> stored = new CompletableFuture<>();
  private final TimedBroker timed =
      new TimedBroker(
          (Broker)
              Proxy.newProxyInstance(
                  Broker.class.getClassLoader(),
                  new Class<?>[] {Broker.class},
                  (proxy, method, arguments) -> stored));

  private void append() {
    timed.append(RoomName.parse("tea").orElseThrow(), (Message) null);
  }

  @Test
  void aMessageThatIsNotStoredYetIsOlderAndOlder() {
    assertThat(timed.getAsLong()).isZero();
    append();
    long first = timed.getAsLong();
    while (timed.getAsLong() < first + TimeUnit.MILLISECONDS.toNanos(20)) {
      Thread.onSpinWait();
    }
    append();
    stored.complete(null);
    assertThat(timed.getAsLong()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(20));
  }

  @Test
  void theNextIsMeasuredAnew() {
    append();
    stored.complete(null);
    append();
    long took = timed.getAsLong();
    assertThat(timed.getAsLong()).isEqualTo(took);
  }

  /** A default of the port would hide what the store says. */
  @Test
  void everyMethodIsPassedOn() {
    for (Method method : Broker.class.getMethods()) {
      assertThat(TimedBroker.class.getDeclaredMethods())
          .anyMatch(own -> own.getName().equals(method.getName()));
    }
  }
}
