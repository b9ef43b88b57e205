package io.parley.ops;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Registers the servlets for monitoring. */
public final class MonitoringServlets {
  private MonitoringServlets() {}

  /**
   * Registers {@code /metrics} for the operator only, and {@code /health} for everybody.
   *
   * @param protect makes a servlet that only the operator reaches from any other
   * @param ready whether the server accepts connections
   * @param acknowledged what an acknowledgement means, in ASCII without quotes; empty where the
   *     answer does not say it
   */
  public static void register(
      ServletContext context,
      UnaryOperator<Servlet> protect,
      Counters counters,
      BooleanSupplier ready,
      Optional<String> acknowledged) {
    context.addServlet("metrics", protect.apply(new Metrics(counters))).addMapping("/metrics");
    registerHealth(context, "live", new Health(() -> true, Optional.empty()), "/health/live");
    registerHealth(context, "ready", new Health(ready, acknowledged), "/health", "/health/ready");
  }

  /** Where the container has mapped a servlet of its own to a path, a filter answers before it. */
  private static void registerHealth(
      ServletContext context, String name, Health health, String... patterns) {
    // GlassFish 8 does so in the root context.
    if (!context.addServlet(name, health).addMapping(patterns).isEmpty()) {
      context
          .addFilter(name, (request, response, chain) -> health.service(request, response))
          .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, patterns);
    }
  }

  /**
   * Answers GET and HEAD with a response that caches must not store, and any other method with 405.
   */
  static void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String type,
      Supplier<String> body)
      throws IOException {
    boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    byte[] bytes = read ? body.get().getBytes(StandardCharsets.UTF_8) : new byte[0];
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(bytes.length);
    if (read) {
      response.setStatus(status);
      response.setContentType(type);
      response.getOutputStream().write(bytes);
    } else {
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      response.setHeader("Allow", "GET, HEAD");
    }
  }
}
