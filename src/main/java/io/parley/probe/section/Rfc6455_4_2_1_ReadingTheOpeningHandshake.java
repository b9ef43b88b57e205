package io.parley.probe.section;

import static io.parley.probe.Expect.notUpgraded;
import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.upgraded;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reading the Client's Opening Handshake. */
final class Rfc6455_4_2_1_ReadingTheOpeningHandshake {
  private static final String KEY = "Sec-WebSocket-Key";
  private static final String VERSION = "Sec-WebSocket-Version";

  private Rfc6455_4_2_1_ReadingTheOpeningHandshake() {}

  static Section section() {
    return Section.of("rfc6455", "4.2.1", "Reading the Client's Opening Handshake")
        .must("send the handshake with POST", "not upgrade", by("POST"), notUpgraded())
        .must("send the handshake with PUT", "not upgrade", by("PUT"), notUpgraded())
        .must("send the handshake with PATCH", "not upgrade", by("PATCH"), notUpgraded())
        .must("send the handshake with DELETE", "not upgrade", by("DELETE"), notUpgraded())
        .must("send the handshake with OPTIONS", "not upgrade", by("OPTIONS"), notUpgraded())
        .must("send the handshake with HEAD", "not upgrade", r -> r.by("HEAD"), notUpgraded())
        .must("send a method that does not exist", "not upgrade", by("PARLEY"), notUpgraded())
        .must("write the method as get", "not upgrade", r -> r.by("get"), notUpgraded())
        .must("send it as HTTP/1.0", "not upgrade", r -> r.as("HTTP/1.0"), notUpgraded())
        .must("leave out Upgrade", "not upgrade", r -> r.without("Upgrade"), notUpgraded())
        .must("ask to upgrade to foo", "not upgrade", upgrade("foo"), notUpgraded())
        .must("ask to upgrade to websockets", "not upgrade", upgrade("websockets"), notUpgraded())
        .must("ask to upgrade to web socket", "not upgrade", upgrade("web socket"), notUpgraded())
        .must("ask to upgrade to nothing", "not upgrade", upgrade(""), notUpgraded())
        .must("ask to upgrade to WebSocket", "accept", upgrade("WebSocket"), upgraded())
        .must("ask to upgrade to WEBSOCKET", "accept", upgrade("WEBSOCKET"), upgraded())
        .must("leave out Connection", "not upgrade", r -> r.without("Connection"), notUpgraded())
        .must("send Connection: keep-alive", "not upgrade", option("keep-alive"), notUpgraded())
        .must("send Connection: Upgraded", "not upgrade", option("Upgraded"), notUpgraded())
        .must("send Connection: x-upgrade", "not upgrade", option("x-upgrade"), notUpgraded())
        .must("send Connection: upgrade", "accept", option("upgrade"), upgraded())
        .must("send Connection: UPGRADE", "accept", option("UPGRADE"), upgraded())
        .must("send keep-alive, Upgrade", "accept", option("keep-alive, Upgrade"), upgraded())
        .must("send Upgrade, keep-alive", "accept", option("Upgrade, keep-alive"), upgraded())
        .must("leave out the key", "refuse", r -> r.without(KEY), refused())
        .must("send an empty key", "refuse", key(""), refused())
        .must("send a key of 15 octets", "refuse", key("AQIDBAUGBwgJCgsMDQ4P"), refused())
        .must("send a key of 17 octets", "refuse", key("AQIDBAUGBwgJCgsMDQ4PEBE="), refused())
        .must("send a key of 1 octet", "refuse", key("AQ=="), refused())
        .must("send a key without padding", "refuse", key("AQIDBAUGBwgJCgsMDQ4PEA"), refused())
        .must("send a key half padded", "refuse", key("AQIDBAUGBwgJCgsMDQ4PEA="), refused())
        .must("send a key padded thrice", "refuse", key("AQIDBAUGBwgJCgsMDQ4PEA==="), refused())
        .must("send a key with stars", "refuse", key("AQIDBAUGBwgJCgsM*Q4PEA=="), refused())
        .must("send a key of URL base64", "refuse", key("-_-_-_-_-_-_-_-_-_-_-w=="), refused())
        .must("send a key with a space", "refuse", key("AQIDBAUGBwgJ CsMDQ4PEA=="), refused())
        .must("send a key in quotes", "refuse", key("\"AQIDBAUGBwgJCgsMDQ4PEA==\""), refused())
        .must("leave out the version", "refuse", r -> r.without(VERSION), refused())
        .must("add a field nobody knows", "ignore it", r -> r.and("X-Parley", "1"), upgraded())
        .must("add a cookie", "accept", r -> r.and("Cookie", "a=b; c=\"d\""), upgraded())
        .must(
            "send the fields in reverse",
            "accept",
            Rfc6455_4_2_1_ReadingTheOpeningHandshake::reversed,
            upgraded());
  }

  private static UnaryOperator<ProbeRequest> by(String method) {
    return r -> r.by(method).and("Content-Length", "0");
  }

  private static UnaryOperator<ProbeRequest> upgrade(String value) {
    return r -> r.with("Upgrade", value);
  }

  private static UnaryOperator<ProbeRequest> option(String value) {
    return r -> r.with("Connection", value);
  }

  private static UnaryOperator<ProbeRequest> key(String value) {
    return r -> r.with(KEY, value);
  }

  private static ProbeRequest reversed(ProbeRequest plain) {
    List<String> lines = new ArrayList<>(plain.lines());
    Collections.reverse(lines);
    return plain.saying(lines);
  }
}
