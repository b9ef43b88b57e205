package io.parley.probe.section;

import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.status;
import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectHttp.absent;

import io.parley.probe.Facts;
import io.parley.probe.Need;
import io.parley.probe.Request;
import io.parley.probe.Script;
import io.parley.probe.Section;
import java.util.function.BiFunction;

/** Origin Considerations. */
final class Rfc6455Section102 {
  private Rfc6455Section102() {}

  static Section section() {
    return Section.of("rfc6455", "10.2", "Origin Considerations")
        .best("send their own origin", "accept", origin("%1$s"), upgraded())
        .needing(Need.DENIAL)
        .should("send a denied origin", "say 403", denied("%s"), status(403))
        .should(
            "hide an allowed origin in a longer name",
            "refuse",
            Rfc6455Section102::longerName,
            refused())
        .should("hide it before an @", "refuse", Rfc6455Section102::userinfo, refused())
        .should("hide it in a path", "refuse", denied("%s/%s"), refused())
        .should(
            "send both an allowed and a denied one",
            "refuse",
            Rfc6455Section102::allowedFirst,
            refused())
        .should(
            "send both, the denied one first", "refuse", Rfc6455Section102::deniedFirst, refused())
        .best("send the origin null", "refuse", r -> r.with("Origin", "null"), refused())
        .best("send an empty origin", "refuse", r -> r.with("Origin", ""), refused())
        .best(
            "send an origin that is none", "refuse", r -> r.with("Origin", "no origin"), refused())
        .best("list two origins in one line", "refuse", origin("%1$s %2$s"), refused())
        .best("send an origin with a path", "refuse", origin("%1$s/page"), refused())
        .best(
            "send a denied origin",
            "not grant it by CORS",
            denied("%s"),
            refused().and(absent("Access-Control-Allow-Origin")));
  }

  private static BiFunction<Facts, Request, Script> origin(String pattern) {
    return (facts, r) ->
        Script.of(r.with("Origin", String.format(pattern, facts.origin(), facts.deniedOrigin())));
  }

  private static BiFunction<Facts, Request, Script> denied(String pattern) {
    return (facts, r) ->
        Script.of(r.with("Origin", String.format(pattern, facts.deniedOrigin(), facts.origin())));
  }

  private static Script longerName(Facts facts, Request plain) {
    String host = facts.origin().replaceFirst(":\\d+$", "");
    return Script.of(plain.with("Origin", host + ".denied.invalid"));
  }

  private static Script userinfo(Facts facts, Request plain) {
    return Script.of(plain.with("Origin", facts.origin() + "@denied.invalid"));
  }

  private static Script allowedFirst(Facts facts, Request plain) {
    return Script.of(plain.with("Origin", facts.origin()).and("Origin", facts.deniedOrigin()));
  }

  private static Script deniedFirst(Facts facts, Request plain) {
    return Script.of(plain.with("Origin", facts.deniedOrigin()).and("Origin", facts.origin()));
  }
}
