package io.parley.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds names that look like options but are not. Values are never shown. */
public final class UnknownNames {
  private UnknownNames() {}

  /**
   * One line for each variable that begins with {@code PARLEY_} and names no option, and one for
   * all service links of Kubernetes, which are not meant for Parley.
   */
  public static List<String> inEnvironment(Map<String, String> environment) {
    List<String> lines = new ArrayList<>();
    ServiceLinks.notice(environment).ifPresent(lines::add);
    List<String> known = environmentNames();
    environment.keySet().stream()
        .filter(name -> name.startsWith(Option.ENVIRONMENT) && !known.contains(name))
        .filter(name -> !ServiceLinks.isLink(name, environment.get(name)))
        .sorted()
        .map(name -> unknown(name, "in the environment", Option.ENVIRONMENT, known))
        .forEach(lines::add);
    return lines;
  }

  /** One line for each context parameter that begins with {@code parley.} and names no option. */
  public static List<String> inContext(Collection<String> parameters) {
    List<String> known = spellings(Option::contextName).toList();
    return parameters.stream()
        .filter(name -> name.startsWith(Option.CONTEXT) && !known.contains(name))
        .sorted()
        .map(name -> unknown(name, "in the context parameters", Option.CONTEXT, known))
        .toList();
  }

  private static List<String> environmentNames() {
    return Stream.concat(
            spellings(Option::environmentName),
            Stream.of(
                Secret.ENVIRONMENT,
                TlsSettings.PASSWORD,
                RedisSettings.PASSWORD,
                RedisSettings.SENTINEL_PASSWORD))
        .toList();
  }

  private static Stream<String> spellings(Function<Option, String> spelling) {
    return Arrays.stream(Option.values()).map(spelling);
  }

  private static String unknown(String name, String where, String prefix, List<String> known) {
    String line = BadSetting.shown(name) + " " + where + " names no option";
    List<String> ends = known.stream().map(each -> each.substring(prefix.length())).toList();
    return NearestName.of(name.substring(prefix.length()), ends)
        .map(end -> prefix + end)
        .map(nearest -> line + "; the nearest is " + nearest + ".")
        .orElse(line + ".");
  }
}
