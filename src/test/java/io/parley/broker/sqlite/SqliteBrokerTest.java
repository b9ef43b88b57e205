package io.parley.broker.sqlite;

import io.parley.broker.BrokerContract;
import io.parley.chat.Broker;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The store as a broker. */
class SqliteBrokerTest extends BrokerContract {
  @TempDir private Path folder;
  private int created;

  @Override
  protected Broker create() {
    try {
      return SqliteBroker.open(folder.resolve("store" + created++), Store.LASTING);
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }
}
