package io.parley.page;

import io.parley.http.Authority;
import io.parley.http.EffectiveRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Redirects pages that a client requested without TLS to the same page with it. WebSockets stay,
 * because no browser follows a redirect of an opening handshake; health and metrics stay, because
 * what asks for them often has no certificate to trust.
 */
public final class HttpsRedirectFilter implements Filter {
  private static final int PERMANENT_REDIRECT = 308;
  private static final int HTTPS_PORT = 443;
  private static final Pattern STAYS = Pattern.compile("/(?:health|metrics)(?:/.*)?");

  private final int port;

  private HttpsRedirectFilter(int port) {
    this.port = port;
  }

  /**
   * Registers the filter behind the guard, which refuses hosts that are not served. Call it before
   * {@link Pages#register}.
   *
   * @param port the listener with TLS
   */
  public static void register(ServletContext context, int port) {
    var filter = context.addFilter("httpsRedirect", new HttpsRedirectFilter(port));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<String> target = target((HttpServletRequest) request);
    if (target.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setStatus(PERMANENT_REDIRECT);
    answer.setHeader("Location", target.get());
    answer.setContentLength(0);
  }

  /** The URL with TLS; empty where the request stays. */
  private Optional<String> target(HttpServletRequest request) {
    String path = request.getRequestURI();
    EffectiveRequest effective = new PageRequest(request).effective();
    boolean stays =
        effective.secure()
            || !SecurityHeadersFilter.isRead(request.getMethod())
            || SecurityHeadersFilter.opensSocket(request)
            || !path.startsWith("/")
            || STAYS.matcher(path).matches();
    String query = Optional.ofNullable(request.getQueryString()).map("?"::concat).orElse("");
    return stays
        ? Optional.empty()
        : effective.authority().map(server -> "https://" + host(server) + path + query);
  }

  private String host(Authority server) {
    return server.host() + (port == HTTPS_PORT ? "" : ":" + port);
  }
}
