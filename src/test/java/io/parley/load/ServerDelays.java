package io.parley.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The delays that Parley has counted: from when it begins to publish a message until the system has
 * the bytes for the last member that reads.
 *
 * @param counts of messages, by their delay's upper bound in microseconds
 */
record ServerDelays(Map<Long, Long> counts) {
  private static final Pattern DELAYS = Pattern.compile("\"delays\":\\{([^}]*)}");
  private static final Pattern COUNT = Pattern.compile("\"(\\d+)\":(\\d+)");
  private static final int PATIENCE_MILLIS = 10_000;

  /** Asks the server on a port of this machine. */
  static ServerDelays of(int port) throws IOException {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    URI uri = URI.create("http://" + host + ":" + port + "/operator");
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    connection.setRequestProperty("Connection", "close");
    try (InputStream in = connection.getInputStream()) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static ServerDelays parse(String json) throws LoadFailure {
    Matcher delays = DELAYS.matcher(json);
    if (!delays.find()) {
      throw new LoadFailure("the server tells no delays");
    }
    Map<Long, Long> counts = new TreeMap<>();
    Matcher count = COUNT.matcher(delays.group(1));
    while (count.find()) {
      counts.put(Long.valueOf(count.group(1)), Long.valueOf(count.group(2)));
    }
    return new ServerDelays(counts);
  }

  /** Those that were counted after others. */
  ServerDelays since(ServerDelays before) {
    Map<Long, Long> later = new TreeMap<>();
    counts.forEach(
        (bound, count) -> later.put(bound, count - before.counts.getOrDefault(bound, 0L)));
    return new ServerDelays(later);
  }

  /** Nanoseconds; 0 if there is none. */
  long percentile(double part) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    long sum = 0;
    for (Map.Entry<Long, Long> each : counts.entrySet()) {
      sum += each.getValue();
      if (sum > 0 && sum >= all * part) {
        return each.getKey() * 1_000;
      }
    }
    return 0;
  }
}
