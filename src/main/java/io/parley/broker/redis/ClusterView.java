package io.parley.broker.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one server says of its cluster.
 *
 * @param isComplete whether that server serves
 * @param epoch of the configuration: a higher one is newer
 * @param ranges which primary has which slots
 * @param nodes all that are named, replicas too
 */
record ClusterView(boolean isComplete, long epoch, List<Range> ranges, Set<ClusterNode> nodes) {
  /** Slots of a cluster. */
  static final int SLOTS = 16_384;

  /** Orders views, that to be believed last. */
  static final Comparator<ClusterView> BY_CREDIT =
      Comparator.comparing(ClusterView::isComplete).thenComparing(ClusterView::epoch);

  private static final Pattern EPOCH = Pattern.compile("cluster_current_epoch:([0-9]{1,18})");

  /** A range of slots, both ends included. */
  record Range(int first, int last, ClusterNode primary) {}

  ClusterView {
    ranges = List.copyOf(ranges);
    nodes = Set.copyOf(nodes);
  }

  /**
   * Reads the answers of {@code CLUSTER INFO} and {@code CLUSTER SLOTS}; empty where they are not
   * what they should be.
   *
   * @param host of the server, which it may leave out
   */
  static Optional<ClusterView> parse(String host, String info, List<Object> slots) {
    List<Range> ranges = new ArrayList<>();
    Set<ClusterNode> nodes = new HashSet<>();
    for (Object each : slots) {
      if (!(each instanceof List<?> range) || range.size() < 3) {
        return Optional.empty();
      }
      List<ClusterNode> named =
          range.subList(2, range.size()).stream()
              .flatMap(node -> node(host, node).stream())
              .toList();
      nodes.addAll(named);
      Optional<Range> read = range(range, named);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      ranges.add(read.get());
    }
    Matcher epoch = EPOCH.matcher(info);
    boolean complete = info.contains("cluster_state:ok");
    long number = epoch.find() ? Long.parseLong(epoch.group(1)) : 0;
    return Optional.of(new ClusterView(complete, number, ranges, nodes));
  }

  private static Optional<Range> range(List<?> answer, List<ClusterNode> named) {
    boolean valid =
        !named.isEmpty()
            && answer.get(0) instanceof Long first
            && answer.get(1) instanceof Long last
            && first >= 0
            && first <= last
            && last < SLOTS;
    return valid
        ? Optional.of(
            new Range(
                ((Long) answer.get(0)).intValue(), ((Long) answer.get(1)).intValue(), named.get(0)))
        : Optional.empty();
  }

  /** A server that does not know its own address leaves it out. */
  private static Optional<ClusterNode> node(String host, Object answer) {
    if (!(answer instanceof List<?> fields)
        || fields.size() < 2
        || !(fields.get(1) instanceof Long port)) {
      return Optional.empty();
    }
    String named =
        fields.get(0) instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    boolean known = !named.isEmpty() && !named.equals("?");
    return Optional.of(new ClusterNode(known ? named : host, port.intValue()));
  }
}
