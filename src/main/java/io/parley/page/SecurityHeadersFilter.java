package io.parley.page;

import io.parley.http.ListenerPort;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.Set;

/**
 * Adds security headers to every response but a WebSocket's: they disable browser features that no
 * page uses. Refuses every method but GET and HEAD on a file.
 */
final class SecurityHeadersFilter implements Filter {
  private final Set<ListenerPort> ports;

  SecurityHeadersFilter(Set<ListenerPort> ports) {
    this.ports = Set.copyOf(ports);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var asked = (HttpServletRequest) request;
    var answer = (HttpServletResponse) response;
    if (!opensSocket(asked)) {
      protect(asked, answer);
    }
    if (isFile(asked) && !isRead(asked.getMethod())) {
      refuse(answer);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** The guard has normalized these headers before. */
  static boolean opensSocket(HttpServletRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        || request.getMethod().equals("CONNECT");
  }

  private void protect(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", policy(request).text());
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Not "no-referrer": it turns the Origin of a page's own POST into "null".
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    // Cached but revalidated: scripts of one release must not run in the page of another.
    response.setHeader("Cache-Control", "no-cache");
  }

  private SecurityPolicy policy(HttpServletRequest request) {
    return SecurityPolicy.of(new PageRequest(request).effective(), ports);
  }

  /**
   * Whether the container's own servlet responds, for a file or nothing at all; some serve files to
   * POST.
   */
  private static boolean isFile(HttpServletRequest request) {
    var match = request.getHttpServletMapping().getMappingMatch();
    return request.getDispatcherType() == DispatcherType.REQUEST
        && !opensSocket(request)
        && (match == MappingMatch.DEFAULT || match == MappingMatch.CONTEXT_ROOT);
  }

  static boolean isRead(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  private static void refuse(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    response.setHeader("Allow", "GET, HEAD");
    response.setContentLength(0);
  }
}
