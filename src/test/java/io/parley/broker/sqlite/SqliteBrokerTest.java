package io.parley.broker.sqlite;

import io.parley.broker.BrokerContract;
import io.parley.chat.Broker;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The SQLite store as a broker. */
@Timeout(
    value = 60,
    threadMode =
        Timeout.ThreadMode.SEPARATE_THREAD) // Seconds: a test that waits for what never comes.
class SqliteBrokerTest extends BrokerContract {
  @TempDir private Path folder;
  private int created;

  @Override
  protected Broker create() {
    return create(Store.LASTING);
  }

  @Override
  protected Broker create(int rooms) {
    return create(Store.rooms(rooms));
  }

  private Broker create(StoreLimits storeLimits) {
    try {
      return SqliteBroker.open(folder.resolve("store" + created++), storeLimits);
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }
}
