package io.parley.settings;

/** The groups under which the help lists the options, in its order. */
public enum OptionGroup {
  LISTENING("Listening (a container has its own configuration)"),
  HANDSHAKE("Who may connect"),
  IDENTITY("Tokens of clients"),
  CONNECTION("Limits of one connection"),
  CAPACITY("Limits of all connections"),
  ROOMS("Limits of rooms"),
  REDIS("Rooms in Redis, which several servers share"),
  STORE("Messages kept in a folder"),
  MEMORY("Messages held in memory, without a folder"),
  OPERATION("Operation");

  private final String heading;

  OptionGroup(String heading) {
    this.heading = heading;
  }

  /** The heading of the group, without a colon. */
  public String heading() {
    return heading;
  }
}
