package io.parley.guard;

import io.parley.handshake.AllowedHosts;
import io.parley.handshake.AllowedOrigins;
import io.parley.handshake.OriginPattern;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.http.SafeText;
import io.parley.http.TokenList;
import jakarta.servlet.ServletContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The context parameters of a guarded web application. Lists are separated by commas; a blank value
 * counts as absent.
 */
record GuardParameters(List<String> paths, List<String> sharedPaths, Policy policy) {
  private static final String PREFIX = "parley.guard.";

  private enum Name {
    PATHS,
    SHARED_PATHS,
    SUBPROTOCOLS,
    ALLOW_ORIGIN,
    REQUIRE_ORIGIN,
    DEFLATE;

    String parameter() {
      return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    IllegalArgumentException bad(String value, String expected) {
      return GuardParameters.bad(parameter(), value, expected);
    }
  }

  /**
   * Reads all parameters that start with {@code parley.guard.}.
   *
   * @throws IllegalArgumentException for the first invalid or unknown parameter
   */
  static GuardParameters of(ServletContext context) {
    Collections.list(context.getInitParameterNames()).forEach(GuardParameters::checkKnown);
    List<String> paths = paths(context, Name.PATHS);
    List<String> shared = paths(context, Name.SHARED_PATHS);
    check(paths, shared);
    return new GuardParameters(paths, shared, policy(context));
  }

  /** The routes of WebSockets only, then those shared with pages. */
  List<Route> routes() {
    return Stream.concat(
            paths.stream().map(path -> Route.of(path, policy)),
            sharedPaths.stream().map(path -> Route.of(path, policy).shared()))
        .toList();
  }

  /** Rejects an unknown name: otherwise a typing error could switch the guard off unnoticed. */
  private static void checkKnown(String parameter) {
    if (parameter.startsWith(PREFIX)
        && Arrays.stream(Name.values()).noneMatch(name -> name.parameter().equals(parameter))) {
      String known = String.join(", ", Arrays.stream(Name.values()).map(Name::parameter).toList());
      throw bad(parameter, "", "one of " + known);
    }
  }

  private static void check(List<String> paths, List<String> shared) {
    List<String> all = Stream.concat(paths.stream(), shared.stream()).toList();
    if (all.isEmpty()) {
      throw Name.PATHS.bad("", "a path, such as /ws");
    }
    for (String path : all) {
      if (Collections.frequency(all, path) > 1) {
        throw Name.PATHS.bad(path, "each path once");
      }
    }
  }

  private static Policy policy(ServletContext context) {
    List<OriginPattern> listed =
        list(context, Name.ALLOW_ORIGIN).stream().map(GuardParameters::origin).toList();
    boolean absent = !flag(context, Name.REQUIRE_ORIGIN, false);
    List<String> subprotocols = list(context, Name.SUBPROTOCOLS);
    subprotocols.forEach(GuardParameters::checkToken);
    return new Policy(
        AllowedHosts.ANY,
        new AllowedOrigins(listed, Set.of(), absent),
        Subprotocols.of(subprotocols),
        flag(context, Name.DEFLATE, true));
  }

  private static List<String> paths(ServletContext context, Name name) {
    List<String> paths = list(context, name);
    for (String path : paths) {
      if (Route.template(path).isEmpty()) {
        throw name.bad(path, "a path, such as /ws or /live/{id}");
      }
    }
    return paths;
  }

  private static OriginPattern origin(String text) {
    return OriginPattern.parse(text)
        .valid()
        .orElseThrow(
            () ->
                Name.ALLOW_ORIGIN.bad(
                    text,
                    "an origin such as https://example.com or https://*.example.com, or null"));
  }

  private static void checkToken(String name) {
    if (!TokenList.parse(name).valid().equals(Optional.of(List.of(name)))) {
      throw Name.SUBPROTOCOLS.bad(name, "a token, such as soap");
    }
  }

  private static boolean flag(ServletContext context, Name name, boolean fallback) {
    return switch (text(context, name)) {
      case "" -> fallback;
      case "true" -> true;
      case "false" -> false;
      default -> throw name.bad(text(context, name), "true or false");
    };
  }

  private static List<String> list(ServletContext context, Name name) {
    String text = text(context, name);
    List<String> elements =
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(element -> !element.isEmpty())
            .toList();
    if (elements.isEmpty() && !text.isEmpty()) {
      throw name.bad(text, "at least one value, not commas alone");
    }
    return elements;
  }

  private static String text(ServletContext context, Name name) {
    return Optional.ofNullable(context.getInitParameter(name.parameter())).orElse("").strip();
  }

  private static IllegalArgumentException bad(String parameter, String value, String expected) {
    return new IllegalArgumentException(
        String.format(
            "Bad %s in the context parameters: \"%s\"; expected %s.",
            SafeText.of(parameter), SafeText.of(value), expected));
  }
}
