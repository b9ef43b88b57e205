package io.parley.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The proxies whose forwarding fields are trusted. Fields from a client itself are not: addresses
 * are read from the nearest one outwards, as long as a trusted proxy wrote them.
 *
 * @param ranges empty where no proxy is trusted
 */
public record TrustedProxies(List<IpRange> ranges) {
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final String FORWARDED = "Forwarded";
  private static final String FOR = "X-Forwarded-For";
  private static final String PROTO = "X-Forwarded-Proto";

  /** More hops than any real chain has. The rest of a longer one is ignored. */
  private static final int MOST_HOPS = 32;

  public TrustedProxies {
    ranges = List.copyOf(ranges);
  }

  /**
   * The client that a request came from.
   *
   * @param address without a port; IPv6 in brackets, as in {@link IpAddress#host}
   * @param secure whether it came over TLS; empty where no trusted proxy says so
   * @param host the authority that it asked for; empty where no trusted proxy names it
   */
  public record Client(String address, Optional<Boolean> secure, Optional<String> host) {
    /** A client about which no proxy says anything. */
    static Client unproxied(String address) {
      return new Client(address, Optional.empty(), Optional.empty());
    }

    private Client behind(ForwardedHop forwardedHop) {
      return new Client(
          forwardedHop.address().map(IpAddress::host).orElse(address),
          forwardedHop.scheme().map(TrustedProxies::isSecure).or(() -> secure),
          forwardedHop.host().or(() -> host));
    }
  }

  /**
   * Finds the outermost address that a trusted proxy wrote. It is the peer's own where the peer is
   * no trusted proxy, or where {@code Forwarded} and {@code X-Forwarded-For} disagree: a proxy
   * writes only one of them, so the other may come from the client.
   *
   * @param peer the address at the other end of the connection
   */
  public Client client(String peer, Headers headers) {
    String shown = IpAddress.ofPeer(peer).map(IpAddress::host).orElse(peer);
    if (!trust(peer)) {
      return Client.unproxied(shown);
    }
    Client client =
        new Client(shown, scheme(headers).map(TrustedProxies::isSecure), Optional.empty());
    List<ForwardedHop> hops = hops(headers);
    int nearest = hops.size() - 1;
    for (int at = nearest; at >= 0 && at > nearest - MOST_HOPS; at--) {
      client = client.behind(hops.get(at));
      if (hops.get(at).address().isEmpty() || !trust(client.address())) {
        return client;
      }
    }
    return client;
  }

  private boolean trust(String address) {
    Predicate<IpAddress> listed = one -> ranges.stream().anyMatch(range -> range.contains(one));
    return !ranges.isEmpty() && IpAddress.ofPeer(address).filter(listed).isPresent();
  }

  private static List<ForwardedHop> hops(Headers headers) {
    List<ForwardedHop> forwarded = ForwardedHop.forwarded(headers.joined(FORWARDED));
    if (!headers.has(FOR)) {
      return forwarded;
    }
    List<ForwardedHop> listed =
        ForwardedHop.listed(elements(headers.joined(FOR)), schemes(headers));
    if (!headers.has(FORWARDED)) {
      return listed;
    }
    return addresses(forwarded).equals(addresses(listed)) ? forwarded : List.of();
  }

  private static List<Optional<IpAddress>> addresses(List<ForwardedHop> hops) {
    return hops.stream().map(ForwardedHop::address).toList();
  }

  /** The scheme that the nearest proxy gives. */
  private static Optional<String> scheme(Headers headers) {
    List<String> schemes = schemes(headers);
    return schemes.isEmpty() ? Optional.empty() : Optional.of(schemes.get(schemes.size() - 1));
  }

  private static List<String> schemes(Headers headers) {
    return elements(headers.joined(PROTO).toLowerCase(Locale.ROOT)).stream()
        .filter(scheme -> !scheme.isEmpty())
        .toList();
  }

  private static List<String> elements(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  private static boolean isSecure(String scheme) {
    return scheme.equals("https") || scheme.equals("wss");
  }
}
