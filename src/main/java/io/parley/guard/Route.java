package io.parley.guard;

import io.parley.handshake.Policy;
import io.parley.http.RawTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A path under the guard's care. */
public final class Route {
  private static final Predicate<String> PLAIN_OR_VARIABLE =
      Pattern.compile("[^{}]*|\\{\\w+}").asMatchPredicate();

  private final List<String> template;
  private final Policy policy;
  private final ConnectionAdmission connectionAdmission;
  private final boolean shared;
  private final Predicate<Map<String, String>> named;
  private final String rule;

  private Route(
      List<String> template,
      Policy policy,
      ConnectionAdmission connectionAdmission,
      boolean shared,
      Predicate<Map<String, String>> named,
      String rule) {
    this.template = template;
    this.policy = policy;
    this.connectionAdmission = connectionAdmission;
    this.shared = shared;
    this.named = named;
    this.rule = rule;
  }

  /**
   * A path where only WebSockets live.
   *
   * @param template as in {@code @ServerEndpoint}: segments, of which some are {@code {variables}}
   * @param connectionAdmission takes the connections in
   * @throws IllegalArgumentException if the template is no path
   */
  public static Route of(String template, Policy policy, ConnectionAdmission connectionAdmission) {
    List<String> segments =
        template(template).orElseThrow(() -> new IllegalArgumentException("no path: " + template));
    return new Route(segments, policy, connectionAdmission, false, any -> true, "");
  }

  /**
   * A path where only WebSockets live, whose endpoint needs nothing from the guard.
   *
   * @param template as in {@code @ServerEndpoint}: segments, of which some are {@code {variables}}
   * @throws IllegalArgumentException if the template is no path
   */
  public static Route of(String template, Policy policy) {
    return of(template, policy, NoAdmissionControl.INSTANCE);
  }

  /** The segments of a template; empty where it is none. */
  static Optional<List<String>> template(String text) {
    return RawTarget.segments(text)
        .filter(segments -> segments.stream().allMatch(PLAIN_OR_VARIABLE))
        .filter(segments -> variables(segments).distinct().count() == variables(segments).count());
  }

  private static Stream<String> variables(List<String> segments) {
    return segments.stream().filter(segment -> segment.startsWith("{"));
  }

  /** Requests that ask for no WebSocket are somebody else's, such as a page's. */
  public Route shared() {
    return new Route(template, policy, connectionAdmission, true, named, rule);
  }

  /** Values of the variables that do not pass name nothing: the path is unknown. */
  public Route where(Predicate<Map<String, String>> named) {
    return where(named, "");
  }

  /**
   * Values of the variables that do not pass name nothing: the path is unknown.
   *
   * @param rule one sentence that says which values pass, for the answer to those that do not
   */
  public Route where(Predicate<Map<String, String>> named, String rule) {
    return new Route(template, policy, connectionAdmission, shared, named, rule);
  }

  Route with(Policy other) {
    return new Route(template, other, connectionAdmission, shared, named, rule);
  }

  /** As it was registered. */
  String path() {
    return "/" + String.join("/", template);
  }

  List<String> template() {
    return template;
  }

  /** Which values pass, in one sentence; empty where nobody says it. */
  String rule() {
    return rule;
  }

  /** The segments that are no variables, in lower case. */
  Stream<String> fixedSegments() {
    return template.stream()
        .filter(segment -> !segment.startsWith("{"))
        .map(segment -> segment.toLowerCase(Locale.ROOT));
  }

  Policy policy() {
    return policy;
  }

  ConnectionAdmission reception() {
    return connectionAdmission;
  }

  boolean isShared() {
    return shared;
  }

  /** The values of the variables; empty where the path is another, or a value does not pass. */
  Optional<Map<String, String>> match(List<String> path) {
    return values(path).filter(named);
  }

  /** The values of the variables, whether they pass or not; empty where the path is another. */
  Optional<Map<String, String>> values(List<String> path) {
    if (template.size() != path.size()) {
      return Optional.empty();
    }
    Map<String, String> values = Map.of();
    for (int at = 0; at < path.size(); at++) {
      String expected = template.get(at);
      if (expected.startsWith("{")) {
        values = values.isEmpty() ? new HashMap<>() : values;
        values.put(expected.substring(1, expected.length() - 1), path.get(at));
      } else if (!expected.equals(path.get(at))) {
        return Optional.empty();
      }
    }
    return Optional.of(Map.copyOf(values));
  }
}
