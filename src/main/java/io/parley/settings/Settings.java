package io.parley.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that was set, checked.
 *
 * @param sources where each option's value came from
 */
public record Settings(
    Server server,
    Handshake handshake,
    Sessions sessions,
    Rooms rooms,
    Capacity capacity,
    Insight insight,
    Storage storage,
    Logging logging,
    Map<Option, Source> sources) {
  /** Copies the map. */
  public Settings {
    sources = Map.copyOf(sources);
  }

  /**
   * Asks, for each option, the command line, then the environment, then the context parameters,
   * then takes the default. Outside the command line an empty value counts as absent.
   *
   * @param commandLine values by spelling, an absent option left out
   * @param environment looks up {@link Option#environmentName()}
   * @param context looks up {@link Option#contextName()}
   * @throws BadSettingException for all values that are not good
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
   * Likewise, for whoever finds out more before the start ends.
   *
   * @param bad is told of each value that is not good, in place of which the default is returned
   */
  public static Settings read(
      Map<String, List<String>> commandLine,
      Function<String, Optional<String>> environment,
      Function<String, Optional<String>> context,
      BadSettings bad) {
    Values values = new Values(commandLine, environment, context, bad);
    return new Settings(
        new Server(
            values.ports(Option.PORT),
            values.text(Option.HOST),
            values.number(Option.MAX_HEADER, Server.LEAST_HEADER, Server.MOST_HEADER),
            values.time(Option.REQUEST_TIMEOUT, Server.SHORTEST_REQUEST, Server.LONGEST_REQUEST)),
        new Handshake(
            values.list(Option.ALLOW_ORIGIN),
            values.list(Option.ALLOW_HOST),
            values.flag(Option.REQUIRE_ORIGIN),
            values.list(Option.TRUSTED_PROXY),
            values.list(Option.ECHO_SUBPROTOCOL)),
        new Sessions(
            values.number(Option.MAX_MESSAGE, Sessions.LEAST_MESSAGE, Sessions.MOST_MESSAGE),
            values.number(Option.WAITING_BYTES, Sessions.LEAST_WAITING, Sessions.MOST_WAITING),
            values.number(Option.WAITING_MESSAGES, 1, Values.MOST),
            values.time(Option.STALL, Sessions.SHORTEST_STALL, Sessions.LONGEST_STALL),
            values.number(Option.MESSAGE_RATE, 0, Values.MOST),
            values.number(Option.BYTE_RATE, 0, Values.MOST),
            values.time(
                Option.MESSAGE_TIMEOUT,
                Sessions.SHORTEST_MESSAGE_TIMEOUT,
                Sessions.LONGEST_MESSAGE_TIMEOUT),
            values.time(Option.PING, Sessions.SHORTEST_PING, Sessions.LONGEST_PING)),
        new Rooms(
            values.number(Option.MAX_ROOMS, 1, Values.MOST),
            values.number(Option.MAX_MEMBERS, 1, Values.MOST),
            values.number(Option.ROOMS_PER_SESSION, 1, Rooms.MOST_PER_SESSION),
            values.number(Option.ROOM_RATE, 0, Values.MOST),
            values.time(Option.GRACE, Duration.ZERO, Rooms.LONGEST_GRACE)),
        new Capacity(
            values.number(Option.MAX_CONNECTIONS, 1, Values.MOST),
            values.number(Option.MAX_PER_ADDRESS, 0, Values.MOST),
            values.number(Option.MAX_COMPRESSION_WINDOWS, 0, Values.MOST),
            values.size(
                Option.MAX_CLIENT_MEMORY,
                Capacity.LEAST_CLIENT_MEMORY,
                Long.MAX_VALUE,
                Capacity::thirdOfHeap),
            values.time(Option.DRAIN, Duration.ZERO, Capacity.LONGEST_DRAIN)),
        new Insight(
            values.number(Option.JOURNAL, 0, Insight.MOST_JOURNAL),
            Secret.find(values, environment)),
        Storage.of(values),
        new Logging(values.flag(Option.LOG_MESSAGES)),
        values.sources());
  }

  /**
   * For whoever knows the grammar of a value and finds it wrong.
   *
   * @param expected ends the sentence "expected …", such as {@code an origin}
   */
  public BadSetting bad(Option option, String value, String expected) {
    return BadSetting.of(option, sources.get(option), value, expected);
  }

  /** Likewise, where nothing else can be wrong any more. */
  public BadSettingException reject(Option option, String value, String expected) {
    return new BadSettingException(List.of(bad(option, value, expected).line()));
  }
}
