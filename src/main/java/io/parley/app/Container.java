package io.parley.app;

import static io.parley.app.Quirk.CLOSES_AT_STOP;
import static io.parley.app.Quirk.CUTS_AT_STOP;
import static io.parley.app.Quirk.DEFLATE_OFF;
import static io.parley.app.Quirk.IDLES_WITH_1006;
import static io.parley.app.Quirk.IGNORES_UNMASKED;
import static io.parley.app.Quirk.JUDGES_HOST;
import static io.parley.app.Quirk.LIMITS_CHARACTERS;
import static io.parley.app.Quirk.LIMITS_FRAMES;
import static io.parley.app.Quirk.LIMITS_NOTHING;
import static io.parley.app.Quirk.REDIRECTS;
import static io.parley.app.Quirk.SENDS_FOR_EVER;
import static io.parley.app.Quirk.SETS_COOKIE;
import static io.parley.app.Quirk.TAKES_UNMASKED;

import java.util.List;
import java.util.Optional;

/**
 * A container on which Parley was measured.
 *
 * @param name the prefix of its server info
 */
record Container(String name, List<Quirk> quirks) {
  private static final List<Container> KNOWN =
      List.of(
          of("jetty/", JUDGES_HOST, REDIRECTS),
          of("Apache Tomcat/", LIMITS_CHARACTERS, CLOSES_AT_STOP, JUDGES_HOST, REDIRECTS),
          of(
              "WildFly ",
              DEFLATE_OFF,
              LIMITS_CHARACTERS,
              LIMITS_FRAMES,
              SENDS_FOR_EVER,
              CLOSES_AT_STOP,
              JUDGES_HOST),
          // By itself; its engine was measured inside WildFly.
          of("Undertow ", LIMITS_CHARACTERS, LIMITS_FRAMES, SENDS_FOR_EVER, JUDGES_HOST),
          of(
              "IBM WebSphere Liberty/",
              LIMITS_FRAMES,
              IGNORES_UNMASKED,
              SETS_COOKIE,
              IDLES_WITH_1006,
              CUTS_AT_STOP),
          of("Payara ", LIMITS_NOTHING, TAKES_UNMASKED, SENDS_FOR_EVER, JUDGES_HOST, REDIRECTS),
          of(
              "Eclipse GlassFish 8",
              LIMITS_NOTHING,
              TAKES_UNMASKED,
              SENDS_FOR_EVER,
              CUTS_AT_STOP,
              JUDGES_HOST,
              REDIRECTS),
          of(
              "Eclipse GlassFish ",
              LIMITS_NOTHING,
              TAKES_UNMASKED,
              SENDS_FOR_EVER,
              JUDGES_HOST,
              REDIRECTS));

  private static Container of(String name, Quirk... quirks) {
    return new Container(name, List.of(quirks));
  }

  /** Returns its name without a version. */
  String label() {
    return name.replace("/", "").strip();
  }

  /** Returns the container with that server info; empty if it is unknown. */
  static Optional<Container> named(String serverInfo) {
    return KNOWN.stream().filter(container -> serverInfo.startsWith(container.name)).findFirst();
  }
}
