package io.parley.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One element of {@code Sec-WebSocket-Extensions} (RFC 6455 9.1). */
public record Extension(String name, List<Parameter> parameters) {
  static final String FIELD = "Sec-WebSocket-Extensions";

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern NAME = Pattern.compile("[ \\t]*(" + TOKEN + ")[ \\t]*");
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";[ \\t]*(" + TOKEN + ")[ \\t]*(?:=[ \\t]*(" + TOKEN + "|\"" + TOKEN + "\")[ \\t]*)?");

  /**
   * A parameter.
   *
   * @param value empty where it has none
   */
  public record Parameter(String name, String value) {}

  /** Parses all lines of a response's field; empty if they are malformed. */
  public static Optional<List<Extension>> read(ProbeResponse probeResponse) {
    List<Extension> all = new ArrayList<>();
    for (String element : probeResponse.elements(FIELD)) {
      Optional<Extension> one = read(element);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      all.add(one.get());
    }
    return Optional.of(List.copyOf(all));
  }

  private static Optional<Extension> read(String element) {
    Matcher name = NAME.matcher(element);
    if (!name.lookingAt()) {
      return Optional.empty();
    }
    List<Parameter> parameters = new ArrayList<>();
    Matcher parameter = PARAMETER.matcher(element);
    int at = name.end();
    while (at < element.length()) {
      parameter.region(at, element.length());
      if (!parameter.lookingAt()) {
        return Optional.empty();
      }
      String value = parameter.group(2) == null ? "" : parameter.group(2).replace("\"", "");
      parameters.add(new Parameter(parameter.group(1), value));
      at = parameter.end();
    }
    return Optional.of(new Extension(name.group(1), List.copyOf(parameters)));
  }

  List<String> values(String parameter) {
    return parameters.stream()
        .filter(each -> each.name().equals(parameter))
        .map(Parameter::value)
        .toList();
  }

  boolean has(String parameter) {
    return !values(parameter).isEmpty();
  }
}
