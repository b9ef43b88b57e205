package io.parley.probe.client;

import io.parley.probe.PrintableOctets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client asks for: a path, and in the query the name under which its results are kept.
 *
 * @param agent safe to show; {@value #UNNAMED} where the query names none
 */
record CaseTarget(String path, String agent) {
  static final String UNNAMED = "client";

  private static final Pattern CASE = Pattern.compile("/case/([1-9][0-9]{0,3})");
  private static final String AGENT = "agent=";

  static CaseTarget parse(String target) {
    String origin = target.replaceFirst("^[a-zA-Z]+://[^/]*", "").replaceFirst("#.*", "");
    String[] parts = origin.split("\\?", 2);
    String query = parts.length > 1 ? parts[1] : "";
    String agent =
        Arrays.stream(query.split("&", -1))
            .filter(parameter -> parameter.startsWith(AGENT))
            .map(parameter -> decoded(parameter.substring(AGENT.length())))
            .filter(name -> !name.isBlank())
            .findFirst()
            .orElse(UNNAMED);
    return new CaseTarget(parts[0], PrintableOctets.brief(agent));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The number of the case that is asked for; empty for any other path. */
  OptionalInt number() {
    Matcher number = CASE.matcher(path);
    return number.matches()
        ? OptionalInt.of(Integer.parseInt(number.group(1)))
        : OptionalInt.empty();
  }
}
