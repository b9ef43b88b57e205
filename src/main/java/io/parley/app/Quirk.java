package io.parley.app;

/** A container's unexpected behaviour, and how Parley handles it. */
enum Quirk {
  NO_DEFLATE("has no permessage-deflate: messages go uncompressed"),
  DEFLATE_OFF(
      "compresses once /subsystem=undertow/servlet-container=default/setting=websockets"
          + ":write-attribute(name=per-message-deflate,value=true) is set"),
  LIMITS_CHARACTERS(
      "limits messages by characters: Parley counts the bytes of a whole one, and closes with 1009"),
  LIMITS_FRAMES(
      "sets no limit to a message in fragments: Parley measures it once it is whole, and closes"
          + " with 1009"),
  LIMITS_NOTHING(
      "does not limit messages reliably: Parley measures each once it is whole, and closes with"
          + " 1009"),
  TAKES_UNMASKED("takes unmasked frames, against RFC 6455 5.1: no application gets to know"),
  IGNORES_UNMASKED(
      "ignores unmasked frames and keeps the connection: Parley closes a peer that says nothing"
          + " for two pings"),
  SETS_COOKIE("sets a session cookie on each accepted handshake: no application can prevent it"),
  IDLES_WITH_1006(
      "closes an idle session with 1006, which RFC 6455 7.4.1 forbids: Parley closes it with 1001"
          + " before that"),
  SENDS_FOR_EVER(
      "waits for ever for a peer that does not read: Parley cuts it off in time, with 1013"),
  CUTS_AT_STOP("cuts its connections when it stops: clients see 1006 and not 1012"),
  CLOSES_AT_STOP("closes sessions with 1001 when it stops: clients do not see Parley's 1012"),
  JUDGES_HOST("refuses a request without a Host before the guard sees it: 400, not explained"),
  REDIRECTS("redirects the context path that has no slash behind it: clients connect to %s/");

  private final String text;

  Quirk(String text) {
    this.text = text;
  }

  /** Returns a description that completes a sentence with the container's name as subject. */
  String text(String contextPath) {
    return text.replace("%s", contextPath);
  }
}
