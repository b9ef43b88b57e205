package io.parley.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The settings of a Redis that keeps the rooms.
 *
 * @param address empty where rooms are not kept in Redis
 * @param sentinelPassword of the Sentinels; empty where they need none
 * @param prefix of all keys and channels
 * @param memory whether messages may be lost at a restart of Redis
 * @param replicas that must have a message before it is acknowledged
 */
public record RedisSettings(
    Optional<RedisAddress> address,
    Optional<String> sentinelPassword,
    String prefix,
    boolean memory,
    int replicas) {
  /** Holds the password: every user of a machine can read its command lines. */
  public static final String PASSWORD = "PARLEY_REDIS_PASSWORD";

  /** Holds the password of the Sentinels, which have users of their own. */
  public static final String SENTINEL_PASSWORD = "PARLEY_REDIS_SENTINEL_PASSWORD";

  /** The values of {@link Option#REDIS_DURABILITY}. */
  private static final List<String> DURABILITIES = List.of("file", "memory");

  /** More replicas make nothing safer and each message slower. */
  private static final int MOST_REPLICAS = 5;

  /** Bytes of a password at most. */
  private static final int LONGEST_PASSWORD = 1_024;

  private static final String FORMS =
      "redis://host:port, rediss://host:port, redis://host:port,host:port of a cluster,"
          + " or redis-sentinel://host:port,host:port#name";

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{1,32}");

  /** A comma before a scheme separates two addresses; another separates two servers of one. */
  private static final Pattern BETWEEN = Pattern.compile(",(?=redis[a-z-]*://)");

  static RedisSettings of(
      OptionValues optionValues, Function<String, Optional<String>> environment) {
    return new RedisSettings(
        address(optionValues).map(found -> withPassword(found, optionValues, environment)),
        password(SENTINEL_PASSWORD, environment),
        prefix(optionValues),
        durability(optionValues).equals("memory"),
        optionValues.number(Option.REDIS_REPLICAS, 0, MOST_REPLICAS));
  }

  private static Optional<RedisAddress> address(OptionValues optionValues) {
    String joined = String.join(",", optionValues.list(Option.REDIS));
    if (joined.isEmpty()) {
      return Optional.empty();
    }
    SettingSource source = optionValues.sources().get(Option.REDIS);
    String where = source.describe(Option.REDIS);
    Optional<RedisAddress> address = RedisAddress.parse(Arrays.asList(BETWEEN.split(joined, -1)));
    if (address.isEmpty()) {
      rejectAddress(optionValues, where, joined);
    } else if (address.get().password().isPresent() && source == SettingSource.COMMAND_LINE) {
      optionValues.reject(
          BadSetting.secret(
              Option.REDIS,
              where,
              "an address without a password: put the password into "
                  + PASSWORD
                  + " or a file that --redis-password-file names"));
      return Optional.empty();
    }
    return address;
  }

  /** Shows the value unless it may hold a password, which can be anywhere before an at sign. */
  private static void rejectAddress(OptionValues optionValues, String where, String value) {
    optionValues.reject(
        value.contains("@")
            ? BadSetting.secret(Option.REDIS, where, FORMS + ", each with user:password@ escaped")
            : BadSetting.of(Option.REDIS, optionValues.sources().get(Option.REDIS), value, FORMS));
  }

  private static RedisAddress withPassword(
      RedisAddress address,
      OptionValues optionValues,
      Function<String, Optional<String>> environment) {
    return ofFile(optionValues)
        .or(() -> password(PASSWORD, environment))
        .map(address::withPassword)
        .orElse(address);
  }

  private static Optional<String> password(
      String name, Function<String, Optional<String>> environment) {
    return environment.apply(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static Optional<String> ofFile(OptionValues optionValues) {
    Option option = Option.REDIS_PASSWORD_FILE;
    if (optionValues.list(option).isEmpty()) {
      return Optional.empty();
    }
    String name = optionValues.text(option);
    Optional<String> password = read(name).filter(text -> !text.isEmpty());
    if (password.isEmpty()) {
      reject(optionValues, option, name, "a readable file with the password of Redis");
    }
    return password;
  }

  private static Optional<String> read(String name) {
    try (InputStream file = Files.newInputStream(Path.of(name))) {
      byte[] bytes = file.readNBytes(LONGEST_PASSWORD);
      return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (IOException | InvalidPathException unreadable) {
      return Optional.empty();
    }
  }

  private static String prefix(OptionValues optionValues) {
    String prefix = optionValues.text(Option.REDIS_PREFIX);
    if (!PREFIX.matcher(prefix).matches()) {
      reject(
          optionValues,
          Option.REDIS_PREFIX,
          prefix,
          "1 to 32 letters, digits and characters of . _ : -");
      return Option.REDIS_PREFIX.fallback();
    }
    return prefix;
  }

  private static String durability(OptionValues optionValues) {
    String durability = optionValues.text(Option.REDIS_DURABILITY);
    if (!DURABILITIES.contains(durability)) {
      reject(
          optionValues,
          Option.REDIS_DURABILITY,
          durability,
          "file or memory" + NearestName.suggestion(durability, DURABILITIES));
    }
    return durability;
  }

  private static void reject(
      OptionValues optionValues, Option option, String value, String expected) {
    SettingSource source = optionValues.sources().get(option);
    optionValues.reject(BadSetting.of(option, source, value, expected));
  }
}
