package io.parley.settings;

import java.util.Locale;

/** All that can be set. Each name is written once, here; the other spellings follow from it. */
public enum Option {
  PORT("N", true, "Port to listen on, 0 for any free one. Default: 8080.", "8080"),
  HOST("NAME", false, "Address to listen on. Default: localhost, on IPv4 and IPv6.", "localhost"),
  MAX_HEADER(
      "BYTES",
      false,
      "Longest request line with its fields; a longer one gets 431, or 414. Default: 16384.",
      "16384"),
  REQUEST_TIMEOUT(
      "TIME",
      false,
      "Time in which a request has to arrive whole; a slower one gets 408. Default: 10s.",
      "10s"),
  ALLOW_ORIGIN(
      "ORIGIN",
      true,
      "Origin whose pages may connect, such as https://*.example.com."
          + " Default: only pages of this server itself.",
      ""),
  ALLOW_HOST(
      "NAME",
      true,
      "Host name to answer to, such as chat.example.com or *.example.com. Default: the loopback"
          + " names while bound to loopback, else any.",
      ""),
  REQUIRE_ORIGIN(
      "",
      false,
      "Refuse clients that send no Origin. Default: they are let in, for they are no browsers.",
      "false"),
  TRUSTED_PROXY(
      "ADDRESS",
      true,
      "Proxy, such as 10.0.0.7 or 10.0.0.0/8, whose Forwarded or X-Forwarded-For and -Proto are"
          + " believed. Default: none.",
      ""),
  ECHO_SUBPROTOCOL(
      "NAME",
      true,
      "Subprotocol that /echo speaks. Default: echo.parley, soap and wamp.",
      "echo.parley,soap,wamp"),
  MAX_MESSAGE(
      "BYTES",
      false,
      "Largest message taken; longer ones close with 1009. Default: 65536.",
      "65536"),
  WAITING_BYTES(
      "BYTES",
      false,
      "Bytes that may wait to be sent to one connection; a reader slower than that is closed with"
          + " 1013. Default: 1048576.",
      "1048576"),
  WAITING_MESSAGES(
      "N",
      false,
      "Messages that may wait to be sent to one connection, likewise. Default: 4096.",
      "4096"),
  STALL(
      "TIME",
      false,
      "Time that sending one message may take before its reader is closed with 1013. Default: 10s.",
      "10s"),
  MESSAGE_RATE(
      "N",
      false,
      "Messages and control frames a second that one connection may send, with a burst of one"
          + " second; beyond, it is read more slowly, in a container closed with 1013; 0 for any"
          + " number. Default: 1000.",
      "1000"),
  BYTE_RATE(
      "BYTES",
      false,
      "Bytes a second, after inflation, that one connection may send and ask for, likewise."
          + " Default: 16777216.",
      "16777216"),
  MESSAGE_TIMEOUT(
      "TIME",
      false,
      "Time that a message may take to arrive, or its connection is closed with 1013; not in a"
          + " container. Default: 30s.",
      "30s"),
  MAX_CONNECTIONS(
      "N", false, "Connections at once; further handshakes get 503. Default: 20000.", "20000"),
  MAX_PER_ADDRESS(
      "N",
      false,
      "Connections at once from one address; further ones get 429; 0 for any number. Default: 0,"
          + " for behind a proxy all share one.",
      "0"),
  MAX_COMPRESSION_WINDOWS(
      "N",
      false,
      "Connections at once for which their client's compression window is kept, each 40 kB outside"
          + " the heap; further ones are not compressed, unless their client does without. Default:"
          + " 1000.",
      "1000"),
  MAX_CLIENT_MEMORY(
      "BYTES",
      false,
      "Bytes that all connections may make the server hold: what waits to be sent, unfinished"
          + " messages, compression windows, messages being stored, the journal; KiB, MiB or GiB may"
          + " follow. Beyond, who holds most is closed with 1013. Default: a third of the heap.",
      ""),
  MAX_ROOMS(
      "N",
      false,
      "Rooms with members at once; whoever would open another is told so, in plain text by 1013."
          + " Default: 10000.",
      "10000"),
  MAX_MEMBERS(
      "N", false, "Members of one room; whoever is one more is told so. Default: 10000.", "10000"),
  ROOMS_PER_SESSION(
      "N", false, "Rooms that one connection of parley.1.json may be in. Default: 100.", "100"),
  ROOM_RATE(
      "N",
      false,
      "Rooms a minute that one address or account may open, 1,000 at once; 0 for any number."
          + " Default: 300.",
      "300"),
  GRACE(
      "TIME",
      false,
      "Time that a member whose connection ended keeps its place, to come back unnoticed."
          + " Default: 15s.",
      "15s"),
  DRAIN(
      "TIME",
      false,
      "Time over which connections are closed with 1012 at a stop. Default: 5s.",
      "5s"),
  PING(
      "TIME",
      false,
      "Time between pings, in s unless ms, s or m is given; a connection silent for two of them is"
          + " closed. Default: 25s.",
      "25s"),
  JOURNAL(
      "COUNT",
      false,
      "Handshakes kept for the operator's list, in 16 MiB at most; 0 for none. Default: 1000.",
      "1000"),
  LOG_MESSAGES(
      "",
      false,
      "Log a line for each message that comes in: its kind and size, never what it says."
          + " Default: none, for it costs more than the message.",
      "false"),
  OPERATOR_TOKEN_FILE(
      "FILE",
      false,
      "File with the operator's token, unless PARLEY_OPERATOR_TOKEN has it. Default: no token.",
      ""),
  DATA(
      "DIR",
      false,
      "Folder that keeps the rooms; none for in memory only. Default: parley-data, in a container"
          + " none.",
      ""),
  BATCH_WINDOW(
      "TIME",
      false,
      "Time that a commit waits for more messages while there are many. Default: 0ms.",
      "0ms"),
  KEEP_MESSAGES("N", false, "Messages of a room that the folder keeps. Default: 100000.", "100000"),
  KEEP_BYTES(
      "BYTES",
      false,
      "Bytes of a room that the folder keeps; KiB, MiB or GiB may follow. Default: 256MiB.",
      "256MiB"),
  KEEP_AGE(
      "TIME",
      false,
      "Age up to which the folder keeps a message; h or d may follow. Default: 30d.",
      "30d"),
  KEEP_ROOMS(
      "N",
      false,
      "Rooms with messages that the folder keeps; messages of others are refused. Default: 100000.",
      "100000"),
  KEEP_TOTAL(
      "BYTES",
      false,
      "Bytes that the folder keeps in all; new messages beyond are refused until older ones have"
          + " reached their age. Default: 4GiB.",
      "4GiB"),
  ROOM_MESSAGES(
      "N",
      false,
      "Messages of a room held in memory, where there is no folder. Default: 1000.",
      "1000"),
  ROOM_BYTES("BYTES", false, "Bytes of a room held in memory, likewise. Default: 1MiB.", "1MiB"),
  MEMORY_ROOMS(
      "N",
      false,
      "Rooms with messages held in memory, likewise; a new one takes the place of the one left"
          + " longest ago, or is refused. Default: 10000.",
      "10000"),
  MEMORY_AGE(
      "TIME",
      false,
      "Time for which a room that was left is held in memory for certain. Default: 10m.",
      "10m"),
  MEMORY_TOTAL(
      "BYTES",
      false,
      "Bytes of all rooms held in memory, likewise; the largest room loses its oldest messages"
          + " first. Default: 64MiB.",
      "64MiB");

  /** What every {@link #environmentName} begins with. */
  static final String ENVIRONMENT = "PARLEY_";

  /** What every {@link #contextName} begins with. */
  static final String CONTEXT = "parley.";

  private final String label;
  private final boolean repeatable;
  private final String description;
  private final String fallback;

  Option(String label, boolean repeatable, String description, String fallback) {
    this.label = label;
    this.repeatable = repeatable;
    this.description = description;
    this.fallback = fallback;
  }

  /** {@code max-message}, as the command line has it after two dashes. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code PARLEY_MAX_MESSAGE}, the environment variable. */
  public String environmentName() {
    return ENVIRONMENT + name();
  }

  /** {@code parley.max-message}, the servlet context parameter. */
  public String contextName() {
    return CONTEXT + spelling();
  }

  /** What stands for the value in a help text; empty for a switch, which needs no value. */
  public String label() {
    return label;
  }

  /** Whether it is a list: several times on the command line, elsewhere separated by commas. */
  public boolean repeatable() {
    return repeatable;
  }

  /** One line, with what absence means. */
  public String description() {
    return description;
  }

  /** Written as in the environment; empty for none. */
  String fallback() {
    return fallback;
  }
}
