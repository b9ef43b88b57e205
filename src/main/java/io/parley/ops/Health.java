package io.parley.ops;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Serves liveness or readiness (MicroProfile Health 4.0, 3). */
final class Health extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient BooleanSupplier state;
  private final transient Optional<String> acknowledged;

  /**
   * @param state whether the server is up
   * @param acknowledged what an acknowledgement means, where rooms are shared
   */
  Health(BooleanSupplier state, Optional<String> acknowledged) {
    this.state = state;
    this.acknowledged = acknowledged;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean up = state.getAsBoolean();
    int status = up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    String word = up ? "UP" : "DOWN";
    String checks = acknowledged.map(meaning -> check(word, meaning)).orElse("");
    String body = "{\"status\":\"" + word + "\",\"checks\":[" + checks + "]}";
    MonitoringServlets.answer(request, response, status, "application/json", () -> body);
  }

  private static String check(String status, String acknowledged) {
    return String.format(
        "{\"name\":\"redis\",\"status\":\"%s\",\"data\":{\"acknowledged\":\"%s\"}}",
        status, acknowledged);
  }
}
