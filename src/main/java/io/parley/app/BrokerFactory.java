package io.parley.app;

import io.parley.broker.memory.MemoryBroker;
import io.parley.broker.memory.MemoryLimits;
import io.parley.broker.sqlite.SqliteBroker;
import io.parley.broker.sqlite.StoreException;
import io.parley.broker.sqlite.StoreLimits;
import io.parley.chat.Broker;
import io.parley.settings.BridgeAttributes;
import io.parley.settings.Option;
import io.parley.settings.RedisAddress;
import io.parley.settings.Settings;
import io.parley.settings.StorageSettings;
import io.parley.worker.Workers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the broker that the settings choose. */
final class BrokerFactory {
  private static final Logger LOG = System.getLogger("io.parley.app");

  private BrokerFactory() {}

  /**
   * @throws io.parley.settings.BadSettingException if the store cannot be opened
   */
  static RoomStore open(Settings settings, DeploymentContext deploymentContext, Workers workers) {
    Optional<RedisAddress> redis = settings.redisSettings().address();
    return redis.isPresent()
        ? RoomStore.shared(RedisFactory.open(settings, redis.get(), workers))
        : RoomStore.local(local(settings, deploymentContext, workers));
  }

  private static Broker local(
      Settings settings, DeploymentContext deploymentContext, Workers workers) {
    Optional<String> data = settings.storageSettings().data().or(deploymentContext::data);
    if (data.isEmpty()) {
      LOG.log(
          Level.INFO,
          "rooms live in memory only and end with the server: "
              + Option.DATA.contextName()
              + " names no folder");
    }
    return directory(settings, deploymentContext)
        .map(folder -> durable(settings, folder, workers))
        .orElseGet(
            () -> new MemoryBroker(memoryLimits(settings.storageSettings().held()), workers));
  }

  /** Describes the store that {@link #open} opens; see {@link BridgeAttributes#DURABILITY}. */
  static List<Map.Entry<String, String>> describe(
      Settings settings, DeploymentContext deploymentContext, RoomStore store) {
    return settings
        .redisSettings()
        .address()
        .flatMap(address -> store.description(address.toString()))
        .orElseGet(() -> describe(settings, deploymentContext));
  }

  private static List<Map.Entry<String, String>> describe(
      Settings settings, DeploymentContext deploymentContext) {
    return directory(settings, deploymentContext)
        .map(Path::of)
        .map(
            folder ->
                List.of(
                    Map.entry("rooms", "kept in " + folder.toAbsolutePath().normalize()),
                    Map.entry(
                        "acknowledged",
                        "stored on disk: the message survives a crash and a loss of power")))
        .orElse(
            List.of(
                Map.entry("rooms", "in memory only"),
                Map.entry("acknowledged", "held in memory: the message is lost at the stop")));
  }

  private static Optional<String> directory(
      Settings settings, DeploymentContext deploymentContext) {
    return settings
        .storageSettings()
        .data()
        .or(deploymentContext::data)
        .filter(folder -> !folder.equals(StorageSettings.NONE));
  }

  private static Broker durable(Settings settings, String folder, Workers workers) {
    try {
      Path path = Path.of(folder).toAbsolutePath();
      Broker broker =
          SqliteBroker.open(path, storeLimits(settings.storageSettings().kept()), workers);
      LOG.log(Level.DEBUG, "rooms are kept in {0}", path);
      return broker;
    } catch (InvalidPathException e) {
      throw settings.reject(Option.DATA, folder, "a folder");
    } catch (StoreException e) {
      LOG.log(Level.DEBUG, "the store did not open", e);
      throw settings.reject(Option.DATA, folder, e.getMessage());
    }
  }

  static StoreLimits storeLimits(StorageSettings.Kept kept) {
    return new StoreLimits(
        kept.messages(), kept.bytes(), kept.age(), kept.rooms(), kept.totalBytes(), kept.window());
  }

  static MemoryLimits memoryLimits(StorageSettings.Held held) {
    return new MemoryLimits(
        held.messages(), held.bytes(), held.rooms(), held.totalBytes(), held.age());
  }
}
