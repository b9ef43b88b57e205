package io.parley.probe.section;

import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.status;
import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectHttp.absent;

import io.parley.probe.Capability;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.BiFunction;

/** Origin Considerations. */
final class Rfc6455_10_2_OriginConsiderations {
  private Rfc6455_10_2_OriginConsiderations() {}

  static Section section() {
    return Section.of("rfc6455", "10.2", "Origin Considerations")
        .best("send their own origin", "accept", origin("%1$s"), upgraded())
        .needing(Capability.DENIAL)
        .should("send a denied origin", "say 403", denied("%s"), status(403))
        .should(
            "hide an allowed origin in a longer name",
            "refuse",
            Rfc6455_10_2_OriginConsiderations::longerName,
            refused())
        .should(
            "hide it before an @", "refuse", Rfc6455_10_2_OriginConsiderations::userinfo, refused())
        .should("hide it in a path", "refuse", denied("%s/%s"), refused())
        .should(
            "send both an allowed and a denied one",
            "refuse",
            Rfc6455_10_2_OriginConsiderations::allowedFirst,
            refused())
        .should(
            "send both, the denied one first",
            "refuse",
            Rfc6455_10_2_OriginConsiderations::deniedFirst,
            refused())
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

  private static BiFunction<ServerFacts, ProbeRequest, Script> origin(String pattern) {
    return (serverFacts, r) ->
        Script.of(
            r.with(
                "Origin",
                String.format(pattern, serverFacts.origin(), serverFacts.deniedOrigin())));
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> denied(String pattern) {
    return (serverFacts, r) ->
        Script.of(
            r.with(
                "Origin",
                String.format(pattern, serverFacts.deniedOrigin(), serverFacts.origin())));
  }

  private static Script longerName(ServerFacts serverFacts, ProbeRequest plain) {
    String host = serverFacts.origin().replaceFirst(":\\d+$", "");
    return Script.of(plain.with("Origin", host + ".denied.invalid"));
  }

  private static Script userinfo(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.of(plain.with("Origin", serverFacts.origin() + "@denied.invalid"));
  }

  private static Script allowedFirst(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.of(
        plain.with("Origin", serverFacts.origin()).and("Origin", serverFacts.deniedOrigin()));
  }

  private static Script deniedFirst(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.of(
        plain.with("Origin", serverFacts.deniedOrigin()).and("Origin", serverFacts.origin()));
  }
}
