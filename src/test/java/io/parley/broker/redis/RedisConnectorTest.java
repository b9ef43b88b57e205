package io.parley.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RedisConnectorTest {
  /** A container looks for the threads of an application right after it has stopped it. */
  @Test
  void noThreadIsAliveAfterTheEnd() {
    RedisURI nobody = RedisURI.create("127.0.0.1", 1);
    for (int round = 0; round < 100; round++) {
      try (RedisConnector connector = new RedisConnector()) {
        assertThat(
                connector
                    .client()
                    .connectAsync(ByteArrayCodec.INSTANCE, nobody)
                    .toCompletableFuture())
            .failsWithin(RedisConnector.TIMEOUT);
        assertThat(threads()).isNotEmpty();
      }
      assertThat(threads()).isEmpty();
    }
  }

  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("lettuce-"));
  }
}
