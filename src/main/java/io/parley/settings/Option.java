package io.parley.settings;

import static io.parley.settings.OptionGroup.CAPACITY;
import static io.parley.settings.OptionGroup.CONNECTION;
import static io.parley.settings.OptionGroup.HANDSHAKE;
import static io.parley.settings.OptionGroup.IDENTITY;
import static io.parley.settings.OptionGroup.LISTENING;
import static io.parley.settings.OptionGroup.MEMORY;
import static io.parley.settings.OptionGroup.OPERATION;
import static io.parley.settings.OptionGroup.ROOMS;
import static io.parley.settings.OptionGroup.STORE;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * All options. Name, unit and default are defined only here, the texts in {@link OptionTexts}: the
 * other spellings, the help, the completion scripts and the table of settings.md are derived from
 * them.
 */
public enum Option {
  PORT(LISTENING, "N", "8080", "8080; none beside tls-port", OptionTexts.PORT),
  HOST(LISTENING, "NAME", "localhost", OptionTexts.HOST),
  TLS_PORT(LISTENING, "N", "", "none: without TLS", OptionTexts.TLS_PORT),
  TLS_CERT(LISTENING, "FILE", "", "none", OptionTexts.TLS_CERT),
  TLS_KEY(LISTENING, "FILE", "", "none", OptionTexts.TLS_KEY),
  TLS_KEYSTORE(LISTENING, "FILE", "", "none", OptionTexts.TLS_KEYSTORE),
  TLS_PASSWORD_FILE(LISTENING, "FILE", "", "no password", OptionTexts.TLS_PASSWORD_FILE),
  TLS_SELF_SIGNED(LISTENING, "", "false", OptionTexts.TLS_SELF_SIGNED),
  REDIRECT_HTTP(LISTENING, "", "false", OptionTexts.REDIRECT_HTTP),
  H2C(LISTENING, "", "false", OptionTexts.H2C),
  MAX_HEADER(LISTENING, "BYTES", "16384", OptionTexts.MAX_HEADER),
  REQUEST_TIMEOUT(LISTENING, "TIME", "10s", OptionTexts.REQUEST_TIMEOUT),
  ALLOW_ORIGIN(HANDSHAKE, "ORIGIN", "", "the server's own pages only", OptionTexts.ALLOW_ORIGIN),
  ALLOW_HOST(
      HANDSHAKE,
      "NAME",
      "",
      "any; while bound to loopback, the loopback names",
      OptionTexts.ALLOW_HOST),
  REQUIRE_ORIGIN(HANDSHAKE, "", "false", OptionTexts.REQUIRE_ORIGIN),
  TRUSTED_PROXY(HANDSHAKE, "ADDRESS", "", "none", OptionTexts.TRUSTED_PROXY),
  ECHO_SUBPROTOCOL(HANDSHAKE, "NAME", "echo.parley,soap,wamp", OptionTexts.ECHO_SUBPROTOCOL),
  RIGHTS(HANDSHAKE, "FILE", "", "everybody may do everything in every room", OptionTexts.RIGHTS),
  TOKEN_KEYS_URL(IDENTITY, "URL", "", "none", OptionTexts.TOKEN_KEYS_URL),
  TOKEN_KEY_FILE(IDENTITY, "FILE", "", "none", OptionTexts.TOKEN_KEY_FILE),
  TOKEN_ISSUER(IDENTITY, "TEXT", "", "none", OptionTexts.TOKEN_ISSUER),
  TOKEN_AUDIENCE(IDENTITY, "TEXT", "", "none", OptionTexts.TOKEN_AUDIENCE),
  TOKEN_ALGORITHM(IDENTITY, "NAME", "RS256,PS256,ES256", OptionTexts.TOKEN_ALGORITHM),
  TOKEN_SKEW(IDENTITY, "TIME", "30s", OptionTexts.TOKEN_SKEW),
  TOKEN_ID_CLAIM(IDENTITY, "NAME", "sub", OptionTexts.TOKEN_ID_CLAIM),
  TOKEN_NAME_CLAIM(IDENTITY, "NAME", "name", OptionTexts.TOKEN_NAME_CLAIM),
  TOKEN_ROLES_CLAIM(IDENTITY, "NAME", "roles", OptionTexts.TOKEN_ROLES_CLAIM),
  TOKEN_RIGHTS_CLAIM(IDENTITY, "NAME", "rooms", OptionTexts.TOKEN_RIGHTS_CLAIM),
  TOKEN_COOKIE(IDENTITY, "NAME", "", "none", OptionTexts.TOKEN_COOKIE),
  TOKEN_IN_BAND(IDENTITY, "", "false", OptionTexts.TOKEN_IN_BAND),
  OPERATOR_ROLE(IDENTITY, "ROLE", "", "none", OptionTexts.OPERATOR_ROLE),
  MAX_MESSAGE(CONNECTION, "BYTES", "65536", OptionTexts.MAX_MESSAGE),
  WAITING_BYTES(CONNECTION, "BYTES", "1048576", OptionTexts.WAITING_BYTES),
  WAITING_MESSAGES(CONNECTION, "N", "4096", OptionTexts.WAITING_MESSAGES),
  STALL(CONNECTION, "TIME", "10s", OptionTexts.STALL),
  MESSAGE_RATE(CONNECTION, "N", "1000", OptionTexts.MESSAGE_RATE),
  BYTE_RATE(CONNECTION, "BYTES", "16777216", OptionTexts.BYTE_RATE),
  MESSAGE_TIMEOUT(CONNECTION, "TIME", "30s", OptionTexts.MESSAGE_TIMEOUT),
  MAX_CONNECTIONS(CAPACITY, "N", "20000", OptionTexts.MAX_CONNECTIONS),
  MAX_PER_ADDRESS(CAPACITY, "N", "0", OptionTexts.MAX_PER_ADDRESS),
  MAX_PER_USER(CAPACITY, "N", "100", OptionTexts.MAX_PER_USER),
  USER_MESSAGE_RATE(CAPACITY, "N", "1000", OptionTexts.USER_MESSAGE_RATE),
  USER_BYTE_RATE(CAPACITY, "BYTES", "16777216", OptionTexts.USER_BYTE_RATE),
  MAX_COMPRESSION_WINDOWS(CAPACITY, "N", "1000", OptionTexts.MAX_COMPRESSION_WINDOWS),
  MAX_CLIENT_MEMORY(CAPACITY, "BYTES", "", "a third of the heap", OptionTexts.MAX_CLIENT_MEMORY),
  MAX_ROOMS(ROOMS, "N", "10000", OptionTexts.MAX_ROOMS),
  MAX_MEMBERS(ROOMS, "N", "10000", OptionTexts.MAX_MEMBERS),
  ROOMS_PER_SESSION(ROOMS, "N", "100", OptionTexts.ROOMS_PER_SESSION),
  ROOM_RATE(ROOMS, "N", "300", OptionTexts.ROOM_RATE),
  GRACE(ROOMS, "TIME", "15s", OptionTexts.GRACE),
  DRAIN(CAPACITY, "TIME", "5s", OptionTexts.DRAIN),
  PING(CONNECTION, "TIME", "25s", OptionTexts.PING),
  JOURNAL(OPERATION, "N", "1000", OptionTexts.JOURNAL),
  REDIS(OptionGroup.REDIS, "URL", "", "rooms are not kept in Redis", OptionTexts.REDIS),
  REDIS_PASSWORD_FILE(
      OptionGroup.REDIS, "FILE", "", "no password", OptionTexts.REDIS_PASSWORD_FILE),
  REDIS_PREFIX(OptionGroup.REDIS, "NAME", "parley", OptionTexts.REDIS_PREFIX),
  REDIS_DURABILITY(OptionGroup.REDIS, "NAME", "file", OptionTexts.REDIS_DURABILITY),
  REDIS_REPLICAS(OptionGroup.REDIS, "N", "0", OptionTexts.REDIS_REPLICAS),
  DATA(STORE, "DIR", "", "parley-data, in a container none", OptionTexts.DATA),
  BATCH_WINDOW(STORE, "TIME", "1ms", OptionTexts.BATCH_WINDOW),
  KEEP_MESSAGES(STORE, "N", "100000", OptionTexts.KEEP_MESSAGES),
  KEEP_BYTES(STORE, "BYTES", "256MiB", OptionTexts.KEEP_BYTES),
  KEEP_AGE(STORE, "TIME", "30d", OptionTexts.KEEP_AGE),
  KEEP_ROOMS(STORE, "N", "100000", OptionTexts.KEEP_ROOMS),
  KEEP_TOTAL(STORE, "BYTES", "4GiB", OptionTexts.KEEP_TOTAL),
  ROOM_MESSAGES(MEMORY, "N", "1000", OptionTexts.ROOM_MESSAGES),
  ROOM_BYTES(MEMORY, "BYTES", "1MiB", OptionTexts.ROOM_BYTES),
  MEMORY_ROOMS(MEMORY, "N", "10000", OptionTexts.MEMORY_ROOMS),
  MEMORY_AGE(MEMORY, "TIME", "10m", OptionTexts.MEMORY_AGE),
  MEMORY_TOTAL(MEMORY, "BYTES", "64MiB", OptionTexts.MEMORY_TOTAL),
  LOG_MESSAGES(OPERATION, "", "false", OptionTexts.LOG_MESSAGES),
  PLAIN_JETTY(OPERATION, "", "false", OptionTexts.PLAIN_JETTY),
  OPERATOR_TOKEN_FILE(
      OPERATION,
      "FILE",
      "",
      "no token: only a server on loopback shows the operator's pages",
      OptionTexts.OPERATOR_TOKEN_FILE);

  /** The options for which a container has its own configuration. */
  private static final Set<Option> EMBEDDED =
      EnumSet.of(
          PORT,
          HOST,
          TLS_PORT,
          TLS_CERT,
          TLS_KEY,
          TLS_KEYSTORE,
          TLS_PASSWORD_FILE,
          TLS_SELF_SIGNED,
          REDIRECT_HTTP,
          H2C,
          MAX_HEADER,
          REQUEST_TIMEOUT,
          MESSAGE_TIMEOUT,
          PLAIN_JETTY);

  /** The options whose value is a list. */
  private static final Set<Option> REPEATABLE =
      EnumSet.of(
          PORT,
          TLS_PORT,
          ALLOW_ORIGIN,
          ALLOW_HOST,
          TRUSTED_PROXY,
          ECHO_SUBPROTOCOL,
          TOKEN_AUDIENCE,
          TOKEN_ALGORITHM,
          REDIS);

  /** The prefix of every {@link #environmentName}. */
  static final String ENVIRONMENT = "PARLEY_";

  /** The prefix of every {@link #contextName}. */
  static final String CONTEXT = "parley.";

  private final OptionGroup group;
  private final String label;
  private final String fallback;
  private final String absence;
  private final String text;

  Option(OptionGroup group, String label, String fallback, String text) {
    this(group, label, fallback, fallback, text);
  }

  Option(OptionGroup group, String label, String fallback, String absence, String text) {
    this.group = group;
    this.label = label;
    this.fallback = fallback;
    this.absence = absence;
    this.text = text;
  }

  /** The group under which documents list it. */
  public OptionGroup group() {
    return group;
  }

  /** The name on the command line after two dashes: {@code max-message}. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The environment variable: {@code PARLEY_MAX_MESSAGE}. */
  public String environmentName() {
    return ENVIRONMENT + name();
  }

  /** The servlet context parameter: {@code parley.max-message}. */
  public String contextName() {
    return CONTEXT + spelling();
  }

  /** The placeholder for the value in a help text; empty for a flag, which needs no value. */
  public String label() {
    return label;
  }

  /** Whether the value is a list: repeated on the command line, elsewhere separated by commas. */
  public boolean repeatable() {
    return REPEATABLE.contains(this);
  }

  /** Whether only the embedded server uses it. */
  public boolean isEmbeddedOnly() {
    return EMBEDDED.contains(this);
  }

  /** The description in plain sentences, the same in every document. */
  public String text() {
    return text;
  }

  /** The effect of leaving the option out. */
  public String absence() {
    return absence;
  }

  /** {@link #text} and {@link #absence} in one line. */
  public String description() {
    return text + " Default: " + absence() + ".";
  }

  /** The default, written as in the environment; empty for none. */
  public String fallback() {
    return fallback;
  }
}
