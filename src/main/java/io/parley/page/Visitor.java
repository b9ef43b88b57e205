package io.parley.page;

import io.parley.handshake.Origins;
import io.parley.http.Authority;
import io.parley.http.Headers;
import io.parley.http.IpAddress;
import io.parley.http.Origin;
import io.parley.http.TrustedProxies;
import io.parley.http.TrustedProxies.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Who asks, as far as a request tells. */
record Visitor(HttpServletRequest request) {

  /** What one visitor has at least, behind trusted proxies too. */
  String network(TrustedProxies proxies) {
    String address = client(proxies).address();
    return IpAddress.ofPeer(address).map(IpAddress::network).orElse(address);
  }

  private Client client(TrustedProxies proxies) {
    Headers headers = Headers.none();
    for (String name : List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto")) {
      for (String value : Collections.list(request.getHeaders(name))) {
        headers = headers.with(name, value);
      }
    }
    return proxies.client(request.getRemoteAddr(), headers);
  }

  /** Whether the request went through a proxy that says so. */
  boolean showsProxy() {
    return Collections.list(request.getHeaderNames()).stream()
        .map(String::toLowerCase)
        .anyMatch(
            name ->
                name.equals("forwarded") || name.equals("via") || name.startsWith("x-forwarded-"));
  }

  /** What the browser says of the page behind it ({@code Sec-Fetch-Site}); empty for no browser. */
  Optional<String> site() {
    List<String> said = Collections.list(request.getHeaders("Sec-Fetch-Site"));
    return said.isEmpty() ? Optional.empty() : Optional.of(String.join(",", said));
  }

  boolean isOfAnotherSite() {
    return site().filter(site -> !site.equals("same-origin")).isPresent();
  }

  /** Whether {@code Origin} is there, and is this server's own. */
  boolean isOwnPage(TrustedProxies proxies) {
    List<String> said = Collections.list(request.getHeaders("Origin"));
    String named = request.getServerName() + ":" + request.getServerPort();
    Optional<Authority> server = Authority.parse(named).valid();
    boolean secure = client(proxies).secure().orElse(request.isSecure());
    return said.size() == 1
        && server.isPresent()
        && Origin.parse(said.get(0)).valid().orElse(Origin.Opaque.NULL)
            instanceof Origin.Tuple origin
        && Origins.SAME.isOwn(origin, server.get(), secure);
  }
}
