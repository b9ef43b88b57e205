package io.parley.app;

import io.parley.broker.memory.MemoryBroker;
import io.parley.broker.sqlite.SqliteBroker;
import io.parley.broker.sqlite.StoreException;
import io.parley.chat.Broker;
import io.parley.settings.Option;
import io.parley.settings.Settings;
import io.parley.settings.Storage;
import io.parley.worker.Workers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Chooses the broker. */
final class Store {
  private static final Logger LOG = System.getLogger("io.parley.app");

  private Store() {}

  /**
   * @throws io.parley.settings.BadSettingException where the store cannot be opened
   */
  static Broker open(Settings settings, Surroundings surroundings, Workers workers) {
    Optional<String> data = settings.storage().data().or(surroundings::data);
    if (data.isEmpty()) {
      LOG.log(
          Level.INFO,
          "rooms live in memory only and end with the server: "
              + Option.DATA.contextName()
              + " names no folder");
    }
    return data.filter(folder -> !folder.equals(Storage.NONE))
        .map(folder -> durable(settings, folder, workers))
        .orElseGet(() -> inMemory(settings.storage().held()));
  }

  private static Broker durable(Settings settings, String folder, Workers workers) {
    try {
      Path path = Path.of(folder).toAbsolutePath();
      Broker broker = SqliteBroker.open(path, limits(settings.storage().kept()), workers);
      LOG.log(Level.DEBUG, "rooms are kept in {0}", path);
      return broker;
    } catch (InvalidPathException e) {
      throw settings.reject(Option.DATA, folder, "a folder");
    } catch (StoreException e) {
      LOG.log(Level.DEBUG, "the store did not open", e);
      throw settings.reject(Option.DATA, folder, e.getMessage());
    }
  }

  private static io.parley.broker.sqlite.Limits limits(Storage.Kept kept) {
    return new io.parley.broker.sqlite.Limits(
        kept.messages(), kept.bytes(), kept.age(), kept.rooms(), kept.totalBytes(), kept.window());
  }

  private static Broker inMemory(Storage.Held held) {
    return new MemoryBroker(
        new io.parley.broker.memory.Limits(
            held.messages(), held.bytes(), held.rooms(), held.totalBytes(), held.age()));
  }
}
