package io.parley.guard;

import io.parley.handshake.ClientHandshake;
import io.parley.http.EffectiveRequest;
import io.parley.http.Headers;
import io.parley.http.TrustedProxies;
import io.parley.http.TrustedProxies.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A request as it reached the web application.
 *
 * @param context the context path: empty, or with a leading slash
 * @param path the rest of the path, as it was sent
 * @param target the whole path and the query, as they were sent
 * @param address the peer's, without a port
 * @param user the one that the container authenticated; empty where there is none
 */
public record ReceivedRequest(
    String context,
    String path,
    String target,
    String address,
    Optional<ContainerUser> user,
    ClientHandshake clientHandshake) {
  static final String OTHER_SCHEME =
      "The target names a scheme, and none of http, https, ws and wss with a host.";

  /**
   * The request attribute, a {@code String}, in which the embedded server passes {@code :protocol},
   * empty where an HTTP/2 request has none.
   */
  private static final String TUNNEL_PROTOCOL = "io.parley.tunnel-protocol";

  /** {@code absolute-form} (RFC 9112 3.2.2). */
  private static final Pattern ABSOLUTE = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*");

  private static final Pattern SUPPORTED = Pattern.compile("(?is)(?:https?|wss?)://.*");

  static ReceivedRequest of(HttpServletRequest request) {
    String context = request.getContextPath();
    Headers headers = headers(request);
    ClientHandshake clientHandshake =
        new ClientHandshake(
            request.getMethod(),
            request.getProtocol(),
            ContainerAuthority.of(request, headers),
            request.isSecure(),
            headers);
    Object tunnel = request.getAttribute(TUNNEL_PROTOCOL);
    return new ReceivedRequest(
        context,
        path(request, context),
        target(request),
        request.getRemoteAddr(),
        ContainerUser.of(request),
        tunnel instanceof String name ? clientHandshake.asking(name) : clientHandshake);
  }

  /** Copies the request with what trusted proxies say about it. */
  ReceivedRequest behind(TrustedProxies proxies) {
    Client client = proxies.client(address, clientHandshake.headers());
    return new ReceivedRequest(
        context, path, target, client.address(), user, clientHandshake.from(client));
  }

  /** The effective request, on which all code behind the guard may rely. */
  EffectiveRequest effective() {
    return new EffectiveRequest(address, clientHandshake.secure(), clientHandshake.authority());
  }

  /** Whether the target has a fragment, which RFC 9112 3.2 does not allow. */
  boolean hasFragment() {
    return target.indexOf('#') >= 0;
  }

  /**
   * Whether the target is absolute with an unsupported scheme. The target of CONNECT is an
   * authority, which may look similar.
   */
  boolean hasOtherScheme() {
    return !clientHandshake.method().equals("CONNECT")
        && ABSOLUTE.matcher(target).matches()
        && !SUPPORTED.matcher(target).matches();
  }

  /** {@link #path} without a fragment. */
  String plainPath() {
    int fragment = path.indexOf('#');
    return fragment < 0 ? path : path.substring(0, fragment);
  }

  private static String target(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  /**
   * The path below the context path. Some containers do not redirect the bare context path to the
   * one with a slash.
   */
  private static String path(HttpServletRequest request, String context) {
    String path = request.getRequestURI().substring(context.length());
    return path.isEmpty() ? "/" : path;
  }

  /**
   * Collects the fields. A container may list a name once for each spelling, each time with all
   * lines.
   */
  private static Headers headers(HttpServletRequest request) {
    List<Headers.Field> fields = new ArrayList<>(16);
    TreeSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      if (seen.add(name)) {
        for (String value : Collections.list(request.getHeaders(name))) {
          fields.add(new Headers.Field(name, value.strip()));
        }
      }
    }
    return Headers.of(fields);
  }
}
