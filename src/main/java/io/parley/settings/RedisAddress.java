package io.parley.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Redis is.
 *
 * @param tls whether connections use TLS, those to Sentinels too
 * @param nodes one server, or nodes of a cluster, or Sentinels
 * @param user empty for the default user
 * @param password empty where none is needed
 * @param database 0 unless another was asked for
 * @param master the name by which the Sentinels know the primary; empty where nodes are servers
 */
public record RedisAddress(
    boolean tls,
    List<Node> nodes,
    Optional<String> user,
    Optional<String> password,
    int database,
    Optional<String> master) {
  private static final int PORT = 6379;
  private static final int SENTINEL_PORT = 26379;

  /** Nodes at most. */
  private static final int MOST = 32;

  private static final Pattern URL =
      Pattern.compile(
          "(redis|rediss|redis-sentinel|rediss-sentinel)://(?:([^:@/,]*)(?::([^@/]*))?@)?([^@/#?]+)"
              + "(?:/([0-9]{1,2})?)?(?:#([A-Za-z0-9._-]{1,64}))?");

  private static final Pattern NODE =
      Pattern.compile("([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

  /** A server. */
  public record Node(String host, int port) {}

  public RedisAddress {
    nodes = List.copyOf(nodes);
  }

  /**
   * Parses one address or several, of which each may name several servers; empty where they are in
   * another form, or not of one cluster.
   */
  static Optional<RedisAddress> parse(List<String> urls) {
    List<RedisAddress> each = urls.stream().flatMap(url -> parse(url).stream()).toList();
    if (each.size() < urls.size() || each.isEmpty()) {
      return Optional.empty();
    }
    RedisAddress first = each.get(0);
    boolean alike = each.stream().allMatch(first::isLike);
    List<Node> all = each.stream().flatMap(address -> address.nodes.stream()).toList();
    boolean several = each.size() > 1 && (first.master.isPresent() || first.database > 0);
    return alike && !several && all.size() <= MOST
        ? Optional.of(first.with(all))
        : Optional.empty();
  }

  private boolean isLike(RedisAddress other) {
    return with(List.of()).equals(other.with(List.of()));
  }

  private RedisAddress with(List<Node> other) {
    return new RedisAddress(tls, other, user, password, database, master);
  }

  RedisAddress withPassword(String text) {
    return new RedisAddress(tls, nodes, user, Optional.of(text), database, master);
  }

  private static Optional<RedisAddress> parse(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean sentinel = matcher.group(1).endsWith("-sentinel");
    Optional<List<Node>> nodes = nodes(matcher.group(4), sentinel ? SENTINEL_PORT : PORT);
    Optional<String> master = Optional.ofNullable(matcher.group(6));
    boolean complete = sentinel == master.isPresent();
    try {
      RedisAddress address =
          new RedisAddress(
              matcher.group(1).startsWith("rediss"),
              nodes.orElse(List.of()),
              text(matcher.group(2)),
              text(matcher.group(3)),
              text(matcher.group(5)).map(Integer::valueOf).orElse(0),
              master);
      boolean alone = sentinel || address.nodes.size() == 1 || address.database == 0;
      return Optional.of(address).filter(any -> complete && nodes.isPresent() && alone);
    } catch (IllegalArgumentException badEscape) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(String escaped) {
    return Optional.ofNullable(escaped)
        .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8))
        .filter(text -> !text.isEmpty());
  }

  private static Optional<List<Node>> nodes(String text, int fallback) {
    List<Node> nodes = new ArrayList<>();
    for (String each : Arrays.asList(text.split(",", -1))) {
      Matcher node = NODE.matcher(each);
      int port = node.matches() ? port(node.group(2), fallback) : 0;
      if (port < 1 || port > 65_535) {
        return Optional.empty();
      }
      nodes.add(new Node(node.group(1), port));
    }
    return Optional.of(nodes);
  }

  private static int port(String text, int fallback) {
    return text == null ? fallback : Integer.parseInt(text);
  }

  /** Returns the nodes, never the password. */
  @Override
  public String toString() {
    List<String> all = nodes.stream().map(node -> node.host() + ":" + node.port()).toList();
    return String.join(", ", all) + master.map(name -> " (Sentinels of " + name + ")").orElse("");
  }
}
