package io.parley.settings;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * All options. Name, unit, default and text are defined only here: the other spellings, the help
 * and the table of settings.md are derived from them.
 */
public enum Option {
  PORT(
      "N",
      true,
      "8080",
      "",
      "Port to listen on. More than one opens more connectors; 0 is any free port. "
          + "Ports below 1024 need permission (on Linux CAP_NET_BIND_SERVICE)."),
  HOST(
      "NAME",
      false,
      "localhost",
      "",
      "Address or name to listen on. localhost is both loopback addresses, 0.0.0.0 "
          + "every address. The server always answers to this name or address."),
  MAX_HEADER(
      "BYTES",
      false,
      "16384",
      "",
      "Bytes of a request line and its fields, from 1024 to 1048576. A longer head "
          + "gets 431, a longer target 414."),
  REQUEST_TIMEOUT(
      "TIME",
      false,
      "10s",
      "",
      "Time for a complete request, counted from the connection's start. A slower "
          + "one gets 408."),
  ALLOW_ORIGIN(
      "ORIGIN",
      true,
      "",
      "the server's own pages only",
      "Origin, such as https://*.example.com, whose pages may connect in addition "
          + "to the server's own. null and file:// are possible too."),
  ALLOW_HOST(
      "NAME",
      true,
      "",
      "any; while bound to loopback, the loopback names",
      "Host name to answer to, such as chat.example.com or *.example.com. On "
          + "loopback it is added to the loopback names; else only the names of this "
          + "option are answered."),
  REQUIRE_ORIGIN(
      "", false, "false", "", "Refuse clients that send no Origin. Browsers always send it."),
  TRUSTED_PROXY(
      "ADDRESS",
      true,
      "",
      "none",
      "Proxy, as an address or a range such as 10.0.0.0/8. Its Forwarded (client, "
          + "scheme and host), or X-Forwarded-For and X-Forwarded-Proto, is used."),
  ECHO_SUBPROTOCOL("NAME", true, "echo.parley,soap,wamp", "", "Subprotocol that /echo speaks."),
  MAX_MESSAGE(
      "BYTES",
      false,
      "65536",
      "",
      "Bytes of the largest message. A longer one closes its connection with 1009."),
  WAITING_BYTES(
      "BYTES",
      false,
      "1048576",
      "",
      "Bytes that may wait to be sent to one connection. A slower reader is "
          + "closed with 1013."),
  WAITING_MESSAGES(
      "N",
      false,
      "4096",
      "",
      "Messages that may wait to be sent to one connection. A slower reader is "
          + "closed with 1013."),
  STALL(
      "TIME",
      false,
      "10s",
      "",
      "Time that sending one message may take. A slower reader is closed with 1013."),
  MESSAGE_RATE(
      "N",
      false,
      "1000",
      "",
      "Messages and control frames a second that one connection may send, with a "
          + "burst of one second; 0 for any number. A faster one is read more slowly; in "
          + "a container it is closed with 1013."),
  BYTE_RATE(
      "BYTES",
      false,
      "16777216",
      "",
      "Bytes a second, after inflation, that one connection may send and request; 0 "
          + "for any number. A faster one is read more slowly; in a container it is "
          + "closed with 1013."),
  MESSAGE_TIMEOUT(
      "TIME",
      false,
      "30s",
      "",
      "Time for a complete message, in one frame or several. A slower one closes "
          + "its connection with 1013."),
  MAX_CONNECTIONS(
      "N",
      false,
      "20000",
      "",
      "WebSockets at once. Further handshakes get 503. The limit is lower if the "
          + "process may not open so many files."),
  MAX_PER_ADDRESS(
      "N",
      false,
      "0",
      "",
      "WebSockets at once from one address; 0 for any number, because behind an "
          + "untrusted proxy all clients share one. Further handshakes get 429."),
  MAX_COMPRESSION_WINDOWS(
      "N",
      false,
      "1000",
      "",
      "Connections at once whose client keeps a compression window, each 40 kB "
          + "outside the heap. Further ones go without compression, unless their client "
          + "offers client_no_context_takeover."),
  MAX_CLIENT_MEMORY(
      "BYTES",
      false,
      "",
      "a third of the heap",
      "Bytes that all connections may make the server hold; KiB, MiB or GiB may "
          + "follow. Beyond it, the connection that holds most is closed with 1013."),
  MAX_ROOMS(
      "N",
      false,
      "10000",
      "",
      "Rooms that have members. A client that would open another gets server-full, "
          + "in plain text 1013."),
  MAX_MEMBERS(
      "N",
      false,
      "10000",
      "",
      "Members of one room. A further one gets room-full, in plain text 1013."),
  ROOMS_PER_SESSION(
      "N",
      false,
      "100",
      "",
      "Rooms that one connection of parley.1.json may be in. For a further one it "
          + "gets too-many-rooms."),
  ROOM_RATE(
      "N",
      false,
      "300",
      "",
      "Rooms a minute that one address or account may open, 1,000 at once; 0 for "
          + "any number. Beyond it, and beyond its share of max-rooms, it gets quota, in "
          + "plain text 1013."),
  GRACE(
      "TIME",
      false,
      "15s",
      "",
      "Time in which a member whose connection ended may come back before it counts "
          + "as departed."),
  DRAIN("TIME", false, "5s", "", "Time over which connections are closed with 1012 at a stop."),
  PING(
      "TIME",
      false,
      "25s",
      "",
      "Time between pings. A peer that is silent for two of them is closed with " + "1001."),
  JOURNAL(
      "N",
      false,
      "1000",
      "",
      "Handshakes kept for the operator's list, in at most 16 MiB; 0 for none."),
  DATA(
      "DIR",
      false,
      "",
      "parley-data, in a container none",
      "Folder that keeps the rooms, or none: then rooms live only in memory."),
  BATCH_WINDOW(
      "TIME", false, "0ms", "", "Time that a commit waits for more messages while many arrive."),
  KEEP_MESSAGES("N", false, "100000", "", "Messages of a room that the folder keeps."),
  KEEP_BYTES(
      "BYTES",
      false,
      "256MiB",
      "",
      "Bytes of a room that the folder keeps; KiB, MiB or GiB may follow."),
  KEEP_AGE(
      "TIME", false, "30d", "", "Age up to which the folder keeps a message; h or d may follow."),
  KEEP_ROOMS(
      "N",
      false,
      "100000",
      "",
      "Rooms with messages that the folder keeps. Messages of further rooms get "
          + "store-full, in plain text 1013."),
  KEEP_TOTAL(
      "BYTES",
      false,
      "4GiB",
      "",
      "Bytes that the folder keeps in total. Messages beyond it get store-full, in "
          + "plain text 1013, until older ones have reached their age."),
  ROOM_MESSAGES("N", false, "1000", "", "Messages of a room held in memory if there is no folder."),
  ROOM_BYTES("BYTES", false, "1MiB", "", "Bytes of a room held in memory if there is no folder."),
  MEMORY_ROOMS(
      "N",
      false,
      "10000",
      "",
      "Rooms with messages held in memory if there is no folder. A new one replaces "
          + "the room that was left longest ago, or is refused."),
  MEMORY_AGE(
      "TIME", false, "10m", "", "Minimum time for which a room that was left is held in memory."),
  MEMORY_TOTAL(
      "BYTES",
      false,
      "64MiB",
      "",
      "Bytes of all rooms held in memory. When it is reached, a room loses its own "
          + "oldest messages for its new ones; a room with too few to lose is refused."),
  LOG_MESSAGES(
      "",
      false,
      "false",
      "",
      "Log a line for each received message: its kind and size, never its text. It "
          + "costs more than an echo."),
  OPERATOR_TOKEN_FILE(
      "FILE",
      false,
      "",
      "no token: only a server on loopback shows the operator's pages",
      "File with the operator's token. PARLEY_OPERATOR_TOKEN can hold the token " + "instead.");

  /** The options for which a container has its own configuration. */
  private static final Set<Option> EMBEDDED =
      EnumSet.of(PORT, HOST, MAX_HEADER, REQUEST_TIMEOUT, MESSAGE_TIMEOUT);

  /** The prefix of every {@link #environmentName}. */
  static final String ENVIRONMENT = "PARLEY_";

  /** The prefix of every {@link #contextName}. */
  static final String CONTEXT = "parley.";

  private final String label;
  private final boolean repeatable;
  private final String fallback;
  private final String absence;
  private final String text;

  Option(String label, boolean repeatable, String fallback, String absence, String text) {
    this.label = label;
    this.repeatable = repeatable;
    this.fallback = fallback;
    this.absence = absence;
    this.text = text;
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
    return repeatable;
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
    return absence.isEmpty() ? fallback : absence;
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
