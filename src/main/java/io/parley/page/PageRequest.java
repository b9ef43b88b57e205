package io.parley.page;

import io.parley.handshake.AllowedOrigins;
import io.parley.http.Authority;
import io.parley.http.EffectiveRequest;
import io.parley.http.IpAddress;
import io.parley.http.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Describes who sends a request, as far as the request tells. */
record PageRequest(HttpServletRequest request) {
  private static final Set<String> PROXY_FIELDS =
      Set.of("forwarded", "via", "x-real-ip", "x-scheme", "cdn-loop", "max-forwards");

  private static final List<String> PROXY_PREFIXES =
      List.of("x-forwarded", "x-original-", "x-envoy-", "x-azure-", "fastly-", "fly-", "cf-");

  /**
   * The network of the visitor: the smallest block that one visitor owns, also behind trusted
   * proxies.
   */
  String network() {
    String address = effective().address();
    return IpAddress.ofPeer(address).map(IpAddress::network).orElse(address);
  }

  /**
   * Returns what the guard determined. Without a guard before the pages only the connection's peer
   * is known.
   */
  EffectiveRequest effective() {
    return request.getAttribute(EffectiveRequest.ATTRIBUTE) instanceof EffectiveRequest known
        ? known
        : new EffectiveRequest(request.getRemoteAddr(), false, Optional.empty());
  }

  /** Whether the request passed a proxy that shows itself. */
  boolean showsProxy() {
    return Collections.list(request.getHeaderNames()).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(PageRequest::isOfProxy);
  }

  private static boolean isOfProxy(String field) {
    return PROXY_FIELDS.contains(field)
        || field.endsWith("client-ip")
        || PROXY_PREFIXES.stream().anyMatch(field::startsWith);
  }

  /**
   * Whether the request comes from this machine and names a loopback host. {@code Host} has to name
   * one, too, where an absolute target takes precedence: a proxy may have chosen this server by the
   * field.
   */
  boolean isLocal() {
    boolean near =
        IpAddress.ofPeer(request.getRemoteAddr()).filter(IpAddress::isLoopback).isPresent();
    return near
        && effective().authority().filter(Authority::isLoopback).isPresent()
        && Collections.list(request.getHeaders("Host")).stream()
            .allMatch(
                host -> Authority.parse(host).valid().filter(Authority::isLoopback).isPresent());
  }

  /**
   * How the browser relates the requesting page to this server ({@code Sec-Fetch-Site}); empty
   * where no browser sent the request.
   */
  Optional<String> site() {
    List<String> said = Collections.list(request.getHeaders("Sec-Fetch-Site"));
    return said.isEmpty() ? Optional.empty() : Optional.of(String.join(",", said));
  }

  boolean isOfAnotherSite() {
    return site().filter(site -> !site.equals("same-origin")).isPresent();
  }

  /** Whether {@code Origin} is present and is this server's own. */
  boolean isOwnPage() {
    List<String> said = Collections.list(request.getHeaders("Origin"));
    Optional<Authority> server = effective().authority();
    return said.size() == 1
        && server.isPresent()
        && Origin.parse(said.get(0)).valid().orElse(Origin.Opaque.NULL)
            instanceof Origin.Tuple origin
        && AllowedOrigins.SAME.isOwn(origin, server.get(), effective().secure());
  }
}
