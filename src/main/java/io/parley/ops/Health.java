package io.parley.ops;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Serves liveness or readiness (MicroProfile Health 4.0, 3). */
final class Health extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient BooleanSupplier state;

  /**
   * @param state whether the server is up
   */
  Health(BooleanSupplier state) {
    this.state = state;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean up = state.getAsBoolean();
    int status = up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    String body = "{\"status\":\"" + (up ? "UP" : "DOWN") + "\",\"checks\":[]}";
    MonitoringServlets.answer(request, response, status, "application/json", () -> body);
  }
}
