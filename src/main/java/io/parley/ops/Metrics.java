package io.parley.ops;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves the counters. It is registered for the operator only. */
final class Metrics extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Counters counters;

  Metrics(Counters counters) {
    this.counters = counters;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String type = "text/plain; version=0.0.4; charset=utf-8";
    MonitoringServlets.answer(request, response, HttpServletResponse.SC_OK, type, counters::text);
  }
}
