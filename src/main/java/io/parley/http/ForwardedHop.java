package io.parley.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one proxy says about the sender of a request.
 *
 * @param address empty where the proxy hides it, or gives no valid one
 * @param scheme in lower case; empty where the proxy gives none
 * @param host the authority that the proxy was asked for; empty where it gives none
 */
public record ForwardedHop(
    Optional<IpAddress> address, Optional<String> scheme, Optional<String> host) {
  private static final ForwardedHop UNREADABLE =
      new ForwardedHop(Optional.empty(), Optional.empty(), Optional.empty());

  /** {@code node = nodename [ ":" node-port ]} (RFC 7239 6), in the forms that proxies write. */
  private static final Pattern NODE =
      Pattern.compile("\\[([^\\]]+)\\](?::[^:]*)?|([^:]+)(?::[^:]*)?|([0-9A-Fa-f:.%]+)");

  /** Characters of a whole field. Real chains are far shorter, and the pattern costs stack. */
  private static final int LONGEST = 1_024;

  /**
   * {@code forwarded-pair = token "=" value}, the value a token or a quoted string (RFC 7239 4).
   */
  private static final Pattern PAIR =
      Pattern.compile("\\s*([A-Za-z]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\",;\\s]*))\\s*([;,]|$)");

  /**
   * Parses {@code Forwarded} (RFC 7239 4). The hop nearest to this server is last; none where
   * malformed.
   */
  static List<ForwardedHop> forwarded(String value) {
    if (value.length() > LONGEST) {
      return List.of();
    }
    List<ForwardedHop> hops = new ArrayList<>();
    Matcher pair = PAIR.matcher(value);
    ForwardedHop forwardedHop = UNREADABLE;
    int at = 0;
    while (at < value.length()) {
      if (!pair.find(at) || pair.start() != at) {
        return List.of();
      }
      forwardedHop = forwardedHop.with(pair.group(1), content(pair));
      if (!pair.group(4).equals(";")) {
        hops.add(forwardedHop);
        forwardedHop = UNREADABLE;
      }
      at = pair.end();
    }
    return hops;
  }

  private static String content(Matcher pair) {
    return pair.group(2) == null ? pair.group(3) : pair.group(2).replaceAll("\\\\(.)", "$1");
  }

  private ForwardedHop with(String name, String value) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "for" -> new ForwardedHop(node(value), scheme, host);
      case "proto" -> new ForwardedHop(address, Optional.of(value.toLowerCase(Locale.ROOT)), host);
      case "host" -> new ForwardedHop(address, scheme, authority(value));
      default -> this;
    };
  }

  private static Optional<String> authority(String value) {
    return Authority.parse(value).valid().map(any -> value);
  }

  /**
   * Combines {@code X-Forwarded-For} and {@code X-Forwarded-Proto}. The hop nearest to this server
   * is last.
   *
   * @param schemes one for each address; with another number, the last one counts for all
   */
  static List<ForwardedHop> listed(List<String> addresses, List<String> schemes) {
    List<ForwardedHop> hops = new ArrayList<>(addresses.size());
    int last = schemes.size() - 1;
    for (int at = 0; at < addresses.size(); at++) {
      int said = schemes.size() == addresses.size() ? at : last;
      Optional<String> scheme = said < 0 ? Optional.empty() : Optional.of(schemes.get(said));
      hops.add(new ForwardedHop(node(addresses.get(at)), scheme, Optional.empty()));
    }
    return hops;
  }

  private static Optional<IpAddress> node(String text) {
    Matcher matcher = NODE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    for (int group = 1; group <= 3; group++) {
      if (matcher.group(group) != null) {
        return IpAddress.parse(matcher.group(group)).valid();
      }
    }
    return Optional.empty();
  }
}
