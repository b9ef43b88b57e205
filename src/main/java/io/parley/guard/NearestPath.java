package io.parley.guard;

import io.parley.handshake.PathMatch;
import io.parley.http.RawTarget;
import io.parley.http.Redaction;
import io.parley.http.SafeText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the endpoint that a path without an endpoint probably meant. The path has a value that is
 * not allowed, or is similar to an endpoint's. Never throws, for any path.
 *
 * @param context the context path: empty, or with a leading slash
 */
record NearestPath(List<Route> routes, String context) {
  /** Characters of a path. A longer one is no typing error, and comparing it takes time. */
  private static final int LONGEST = 2_048;

  /** Characters of a segment that may be wrong. */
  private static final int MOST_WRONG = 2;

  /** The cost of a surplus segment: more than that of any wrong characters. */
  private static final int SEGMENT = 100;

  private static final int NEVER = Integer.MAX_VALUE;

  private record Candidate(Route route, int cost) {}

  /**
   * Finds the probable meaning of a path without an endpoint.
   *
   * @param path below the context path, as it was sent
   */
  PathMatch of(String path) {
    List<String> sent = RawTarget.lenientSegments(path);
    return routes.stream()
        .flatMap(route -> badValue(route, sent).stream())
        .findFirst()
        .orElseGet(() -> path.length() > LONGEST ? PathMatch.UNKNOWN : nearest(sent));
  }

  private static Optional<PathMatch> badValue(Route route, List<String> sent) {
    return route
        .values(sent)
        .filter(values -> !sent.contains("") && route.match(sent).isEmpty())
        .map(values -> new PathMatch.BadValue(String.join(", ", values.values()), route.rule()));
  }

  private PathMatch nearest(List<String> sent) {
    List<String> path = RawTarget.simplified(sent);
    return routes.stream()
        .map(route -> new Candidate(route, cost(RawTarget.simplified(route.template()), path)))
        .filter(candidate -> candidate.cost() < NEVER)
        .min(Comparator.comparingInt(Candidate::cost))
        .map(best -> suggestion(best.route(), path))
        .orElse(PathMatch.UNKNOWN);
  }

  private static int cost(List<String> template, List<String> path) {
    int more = path.size() - template.size();
    if (more < 0 || (template.isEmpty() && more > 0)) {
      return NEVER;
    }
    int cost = more * SEGMENT;
    for (int at = 0; at < template.size(); at++) {
      int wrong = cost(template.get(at), path.get(at));
      if (wrong > MOST_WRONG) {
        return NEVER;
      }
      cost += wrong;
    }
    return cost;
  }

  private static int cost(String wanted, String sent) {
    return isVariable(wanted) || wanted.equalsIgnoreCase(sent)
        ? 0
        : EditDistance.between(wanted, sent, MOST_WRONG);
  }

  /**
   * Suggests a route's path, with the sent values where they are complete, allowed and no tokens.
   */
  private PathMatch suggestion(Route route, List<String> path) {
    return Optional.of(RawTarget.simplified(route.template()))
        .filter(template -> template.size() == path.size())
        .filter(template -> areNames(template, path))
        .map(template -> filled(template, path))
        .filter(segments -> route.match(segments).isPresent())
        .map(RawTarget::path)
        .filter(text -> text.length() <= SafeText.LIMIT)
        .map(text -> new PathMatch.Unknown(Optional.of(context + text), ""))
        .orElseGet(() -> new PathMatch.Unknown(Optional.of(context + route.path()), route.rule()));
  }

  private static boolean areNames(List<String> template, List<String> path) {
    return IntStream.range(0, template.size())
        .filter(at -> isVariable(template.get(at)))
        .allMatch(at -> Redaction.name(path.get(at)).equals(path.get(at)));
  }

  private static List<String> filled(List<String> template, List<String> path) {
    return IntStream.range(0, template.size())
        .mapToObj(at -> isVariable(template.get(at)) ? path.get(at) : template.get(at))
        .toList();
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }
}
