package io.parley.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All settings, checked.
 *
 * @param sources the source of each option's value
 */
public record Settings(
    ServerSettings serverSettings,
    HandshakeSettings handshakeSettings,
    AccessSettings accessSettings,
    IdentitySettings identitySettings,
    SessionSettings sessionSettings,
    RoomSettings roomSettings,
    CapacitySettings capacitySettings,
    ObservabilitySettings observabilitySettings,
    StorageSettings storageSettings,
    RedisSettings redisSettings,
    LoggingSettings loggingSettings,
    Map<Option, SettingSource> sources) {
  /** Copies the map. */
  public Settings {
    sources = Map.copyOf(sources);
  }

  /**
   * Reads each option from the command line, else the environment, else the context parameters,
   * else the default. Outside the command line an empty value counts as absent.
   *
   * @param commandLine values by spelling, an absent option left out
   * @param environment looks up {@link Option#environmentName()}
   * @param context looks up {@link Option#contextName()}
   * @throws BadSettingException for all invalid values
   */
  public static Settings read(
      Map<String, List<String>> commandLine,
      Function<String, Optional<String>> environment,
      Function<String, Optional<String>> context) {
    BadSettings bad = new BadSettings();
    Settings settings = read(commandLine, environment, context, bad);
    bad.throwIfAny();
    return settings;
  }

  /**
   * Reads each option in the same order and collects problems, for callers that check more before
   * they fail.
   *
   * @param bad gets each invalid value, which is replaced by the default
   */
  public static Settings read(
      Map<String, List<String>> commandLine,
      Function<String, Optional<String>> environment,
      Function<String, Optional<String>> context,
      BadSettings bad) {
    OptionValues optionValues = new OptionValues(commandLine, environment, context, bad);
    return new Settings(
        ServerSettings.of(optionValues, environment),
        HandshakeSettings.of(optionValues),
        AccessSettings.of(optionValues),
        IdentitySettings.of(optionValues),
        SessionSettings.of(optionValues),
        RoomSettings.of(optionValues),
        CapacitySettings.of(optionValues),
        new ObservabilitySettings(
            optionValues.number(Option.JOURNAL, 0, ObservabilitySettings.MOST_JOURNAL),
            Secret.find(optionValues, environment)),
        StorageSettings.of(optionValues),
        RedisSettings.of(optionValues, environment),
        new LoggingSettings(optionValues.flag(Option.LOG_MESSAGES)),
        optionValues.sources());
  }

  /**
   * Describes an invalid value, for callers that know its grammar.
   *
   * @param expected ends the sentence "expected …", such as {@code an origin}
   */
  public BadSetting bad(Option option, String value, String expected) {
    return BadSetting.of(option, sources.get(option), value, expected);
  }

  /** Makes the exception for an invalid value, where no other problem can follow. */
  public BadSettingException reject(Option option, String value, String expected) {
    return new BadSettingException(List.of(bad(option, value, expected).line()));
  }
}
