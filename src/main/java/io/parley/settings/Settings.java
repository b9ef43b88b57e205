package io.parley.settings;

import java.time.Duration;
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
    SessionSettings sessionSettings,
    RoomSettings roomSettings,
    CapacitySettings capacitySettings,
    ObservabilitySettings observabilitySettings,
    StorageSettings storageSettings,
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
        new ServerSettings(
            optionValues.ports(Option.PORT),
            optionValues.text(Option.HOST),
            optionValues.number(
                Option.MAX_HEADER, ServerSettings.LEAST_HEADER, ServerSettings.MOST_HEADER),
            optionValues.time(
                Option.REQUEST_TIMEOUT,
                ServerSettings.SHORTEST_REQUEST,
                ServerSettings.LONGEST_REQUEST)),
        new HandshakeSettings(
            optionValues.list(Option.ALLOW_ORIGIN),
            optionValues.list(Option.ALLOW_HOST),
            optionValues.flag(Option.REQUIRE_ORIGIN),
            optionValues.list(Option.TRUSTED_PROXY),
            optionValues.list(Option.ECHO_SUBPROTOCOL)),
        new SessionSettings(
            optionValues.number(
                Option.MAX_MESSAGE, SessionSettings.LEAST_MESSAGE, SessionSettings.MOST_MESSAGE),
            optionValues.number(
                Option.WAITING_BYTES, SessionSettings.LEAST_WAITING, SessionSettings.MOST_WAITING),
            optionValues.number(Option.WAITING_MESSAGES, 1, OptionValues.MOST),
            optionValues.time(
                Option.STALL, SessionSettings.SHORTEST_STALL, SessionSettings.LONGEST_STALL),
            optionValues.number(Option.MESSAGE_RATE, 0, OptionValues.MOST),
            optionValues.number(Option.BYTE_RATE, 0, OptionValues.MOST),
            optionValues.time(
                Option.MESSAGE_TIMEOUT,
                SessionSettings.SHORTEST_MESSAGE_TIMEOUT,
                SessionSettings.LONGEST_MESSAGE_TIMEOUT),
            optionValues.time(
                Option.PING, SessionSettings.SHORTEST_PING, SessionSettings.LONGEST_PING)),
        new RoomSettings(
            optionValues.number(Option.MAX_ROOMS, 1, OptionValues.MOST),
            optionValues.number(Option.MAX_MEMBERS, 1, OptionValues.MOST),
            optionValues.number(Option.ROOMS_PER_SESSION, 1, RoomSettings.MOST_PER_SESSION),
            optionValues.number(Option.ROOM_RATE, 0, OptionValues.MOST),
            optionValues.time(Option.GRACE, Duration.ZERO, RoomSettings.LONGEST_GRACE)),
        new CapacitySettings(
            optionValues.number(Option.MAX_CONNECTIONS, 1, OptionValues.MOST),
            optionValues.number(Option.MAX_PER_ADDRESS, 0, OptionValues.MOST),
            optionValues.number(Option.MAX_COMPRESSION_WINDOWS, 0, OptionValues.MOST),
            optionValues.size(
                Option.MAX_CLIENT_MEMORY,
                CapacitySettings.LEAST_CLIENT_MEMORY,
                Long.MAX_VALUE,
                CapacitySettings::thirdOfHeap),
            optionValues.time(Option.DRAIN, Duration.ZERO, CapacitySettings.LONGEST_DRAIN)),
        new ObservabilitySettings(
            optionValues.number(Option.JOURNAL, 0, ObservabilitySettings.MOST_JOURNAL),
            Secret.find(optionValues, environment)),
        StorageSettings.of(optionValues),
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
