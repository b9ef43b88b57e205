package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Broker;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class BackpressureBrokerTest {
  private final CompletableFuture<Object> stored = new CompletableFuture<>();
  private final List<CompletionStage<?>> storing = new ArrayList<>();
  private final BackpressureBroker broker =
      new BackpressureBroker(
          (Broker)
              Proxy.newProxyInstance(
                  Broker.class.getClassLoader(),
                  new Class<?>[] {Broker.class},
                  (proxy, method, arguments) -> stored),
          (stage, size) -> {
            assertThat(size).isEqualTo(3);
            storing.add(stage);
          });

  @Test
  void theServerIsToldWhatEachAppendWaitsFor() {
    CompletionStage<?> answer =
        broker.append(
            RoomName.parse("tea").orElseThrow(),
            new Message("id", "ann", "", Payload.text("tea"), Instant.EPOCH));
    assertThat(storing).containsExactly(answer);
    assertThat(answer.toCompletableFuture()).isNotDone();
    stored.complete(null);
    assertThat(answer.toCompletableFuture()).isDone();
  }

  /** A default of the port would hide what the store says. */
  @Test
  void everyMethodIsPassedOn() {
    for (Method method : Broker.class.getMethods()) {
      assertThat(BackpressureBroker.class.getDeclaredMethods())
          .anyMatch(own -> own.getName().equals(method.getName()));
    }
  }
}
