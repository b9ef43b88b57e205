package io.parley.redisjudge;

/** What is done to the servers, one at a time. */
enum Fault {
  KILL_NODE("SIGKILL of a Parley server, which is started again"),
  KILL_PRIMARY("SIGKILL of a primary, which is started again later"),
  PAUSE_PRIMARY("SIGSTOP of a primary for some seconds"),
  BLACK_HOLE("a primary's connections pass nothing on for some seconds"),
  CUT("a primary's connections are cut, and new ones refused, for a second"),
  FAILOVER("CLUSTER FAILOVER"),
  MOVE_SLOT("the slot of a room is moved to another primary"),
  KILL_SUBSCRIPTIONS("CLIENT KILL TYPE pubsub on each primary"),
  SMALL_OUTPUT_BUFFER("client-output-buffer-limit pubsub 64kb for some seconds"),
  SCRIPT_FLUSH("SCRIPT FLUSH on each primary"),
  FORK("SIGSTOP of a replica, SIGKILL of its primary a second later, the replica is started again"),
  RESTART("all Redis servers are ended and started again");

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
