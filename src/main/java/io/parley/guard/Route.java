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

/** A path that the guard protects. */
public final class Route {
  private static final Predicate<String> PLAIN_OR_VARIABLE =
      Pattern.compile("[^{}]*|\\{\\w+}").asMatchPredicate();

  private final List<String> template;
  private final String path;
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
    this.path = "/" + String.join("/", template);
    this.policy = policy;
    this.connectionAdmission = connectionAdmission;
    this.shared = shared;
    this.named = named;
    this.rule = rule;
  }

  /**
   * A route for WebSockets only.
   *
   * @param template as in {@code @ServerEndpoint}: segments, of which some are {@code {variables}}
   * @param connectionAdmission admits the connections
   * @throws IllegalArgumentException if the template is no path
   */
  public static Route of(String template, Policy policy, ConnectionAdmission connectionAdmission) {
    List<String> segments =
        template(template).orElseThrow(() -> new IllegalArgumentException("no path: " + template));
    return new Route(segments, policy, connectionAdmission, false, any -> true, "");
  }

  /**
   * A route for WebSockets only, without admission control.
   *
   * @param template as in {@code @ServerEndpoint}: segments, of which some are {@code {variables}}
   * @throws IllegalArgumentException if the template is no path
   */
  public static Route of(String template, Policy policy) {
    return of(template, policy, NoAdmissionControl.INSTANCE);
  }

  /** The segments of a template; empty where the text is none. */
  static Optional<List<String>> template(String text) {
    return RawTarget.segments(text)
        .filter(segments -> segments.stream().allMatch(PLAIN_OR_VARIABLE))
        .filter(segments -> variables(segments).distinct().count() == variables(segments).count());
  }

  private static Stream<String> variables(List<String> segments) {
    return segments.stream().filter(segment -> segment.startsWith("{"));
  }

  /**
   * Copies the route so that requests for no WebSocket pass to the web application, such as to a
   * page.
   */
  public Route shared() {
    return new Route(template, policy, connectionAdmission, true, named, rule);
  }

  /**
   * Copies the route with a condition on the variables' values. Where they do not pass, the path is
   * unknown.
   */
  public Route where(Predicate<Map<String, String>> named) {
    return where(named, "");
  }

  /**
   * Copies the route with a condition on the variables' values. Where they do not pass, the path is
   * unknown.
   *
   * @param rule one sentence that says which values pass, for the response to others
   */
  public Route where(Predicate<Map<String, String>> named, String rule) {
    return new Route(template, policy, connectionAdmission, shared, named, rule);
  }

  Route with(Policy other) {
    return new Route(template, other, connectionAdmission, shared, named, rule);
  }

  /** The path as it was registered. */
  String path() {
    return path;
  }

  List<String> template() {
    return template;
  }

  /** One sentence that says which values pass; empty where there is none. */
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

  ConnectionAdmission admission() {
    return connectionAdmission;
  }

  boolean isShared() {
    return shared;
  }

  /** The values of the variables; empty where the path does not match or a value does not pass. */
  Optional<Map<String, String>> match(List<String> path) {
    return values(path).filter(named);
  }

  /** The values of the variables, even if they do not pass; empty where the path does not match. */
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
