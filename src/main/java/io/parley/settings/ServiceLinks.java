package io.parley.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognizes the environment variables that Kubernetes sets for each service. Their names begin
 * with the service's name, so those of a service {@code parley} or {@code parley-…} look like
 * options.
 */
final class ServiceLinks {
  private static final Pattern NAME =
      Pattern.compile(
          Option.ENVIRONMENT
              + "([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  /** The variable whose name can be an option's. */
  private static final Pattern PORT = Pattern.compile(Option.ENVIRONMENT + "([A-Z0-9_]+_)?PORT");

  private static final Pattern URL = Pattern.compile("(tcp|udp|sctp)://\\S*");

  private ServiceLinks() {}

  static boolean isLink(String name, String value) {
    return NAME.matcher(name).matches()
        || (PORT.matcher(name).matches() && URL.matcher(value.strip()).matches());
  }

  /** Lists all of them in one line; empty where there is none. */
  static Optional<String> notice(Map<String, String> environment) {
    List<String> links =
        environment.keySet().stream()
            .filter(name -> isLink(name, environment.get(name)))
            .sorted()
            .toList();
    return links.isEmpty()
        ? Optional.empty()
        : Optional.of(
            links.stream()
                .map(BadSetting::shown)
                .collect(
                    Collectors.joining(
                        ", ",
                        "Ignored in the environment: ",
                        "; they are Kubernetes' links to a service, not options"
                            + " (enableServiceLinks: false in the pod leaves them out).")));
  }
}
