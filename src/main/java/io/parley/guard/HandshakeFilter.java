package io.parley.guard;

import io.parley.http.EffectiveRequest;
import io.parley.http.Headers;
import io.parley.logging.RedactedFailure;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides every opening handshake before the container sees it. It waits for the {@link
 * Authenticator} on the request's thread: after an asynchronous dispatch, containers' own WebSocket
 * filters would not run.
 */
public final class HandshakeFilter implements Filter {
  private static final Logger LOG = System.getLogger("io.parley.guard");

  private volatile Guard guard;

  private HandshakeFilter(Guard guard) {
    this.guard = guard;
  }

  /**
   * Registers a guard before the container's own filter. Call it in {@code contextInitialized} of a
   * listener: in Jetty, a filter of web.xml comes after the container's.
   *
   * @return the guard; once the application has started, with the abilities of its engine
   * @throws IllegalStateException if the application already has such a filter
   */
  public static Supplier<Guard> register(ServletContext context, Guard guard) {
    HandshakeFilter handshakes = new HandshakeFilter(guard);
    FilterRegistration.Dynamic filter =
        context.addFilter(HandshakeFilter.class.getName(), handshakes);
    if (filter == null) {
      throw new IllegalStateException("there is a guard already: name one listener");
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    return () -> handshakes.guard;
  }

  @Override
  public void init(FilterConfig config) {
    Object container = config.getServletContext().getAttribute(ServerContainer.class.getName());
    guard = guard.on(WebSocketEngine.deflate(container));
  }

  @Override
  public void destroy() {
    RefusalLog.writeOmitted();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    ReceivedRequest receivedRequest = ReceivedRequest.of(http);
    http.setAttribute(EffectiveRequest.ATTRIBUTE, guard.effective(receivedRequest));
    GuardResult guardResult = guard.judge(receivedRequest);
    if (guardResult instanceof GuardResult.Upgrade upgrade) {
      upgrade(http, answer, chain, receivedRequest.path(), upgrade.pendingUpgrade());
    } else if (guardResult instanceof GuardResult.Refusal refusal) {
      refuse(http, answer, refusal.refusalResponse());
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * Lets the container upgrade. After a failure, the client gets neither half an upgrade nor a
   * stack trace.
   */
  private static void upgrade(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String path,
      PendingUpgrade pendingUpgrade)
      throws IOException {
    AcceptedHandshake acceptedHandshake = pendingUpgrade.acceptedHandshake();
    pendingUpgrade.begin();
    try {
      chain.doFilter(new CanonicalRequest(request, path, acceptedHandshake.accept()), response);
      if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
        pendingUpgrade.failed(response.getStatus());
      }
    } catch (ServletException | RuntimeException | Error fault) {
      String what = "upgrade of " + acceptedHandshake.id() + " failed in the container";
      LOG.log(Level.ERROR, what, RedactedFailure.of(fault));
      pendingUpgrade.failed(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      if (response.isCommitted()) {
        return;
      }
      response.reset();
      response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      response.setHeader("Connection", "close");
      response.setContentLength(0);
      response.flushBuffer();
    } finally {
      PendingUpgrade.clear();
    }
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, RefusalResponse refusalResponse)
      throws IOException {
    response.reset();
    response.setStatus(refusalResponse.status());
    Set<String> sent = new HashSet<>();
    for (Headers.Field field : refusalResponse.fields().fields()) {
      // Set, not added, the first time: Payara and GlassFish drop an added Content-Type.
      if (sent.add(field.name())) {
        response.setHeader(field.name(), field.value());
      } else {
        response.addHeader(field.name(), field.value());
      }
    }
    byte[] body = refusalResponse.body().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
    response.flushBuffer();
  }
}
