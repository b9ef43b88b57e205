package io.parley.identity;

import io.parley.identity.Verification.Valid;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives a ticket for a token. */
final class TicketServlet extends TokenServlet {
  private static final long serialVersionUID = 1;

  private final transient Tickets tickets;

  TicketServlet(JwtVerifier verifier, Tickets tickets) {
    super(verifier);
    this.tickets = tickets;
  }

  @Override
  boolean exists(HttpServletRequest request) {
    return true;
  }

  @Override
  void answer(HttpServletRequest request, HttpServletResponse response, Valid login)
      throws IOException {
    Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
    Optional<String> ticket = tickets.issue(login, origin);
    if (ticket.isEmpty()) {
      response.setHeader("Retry-After", Long.toString(Tickets.LIFE.toSeconds()));
      refuse(response, 429, "Too Many Requests", "Too many tickets are unused.");
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ticket", ticket.get());
    body.put("expires_in", Tickets.LIFE.toSeconds());
    give(response, 201, body);
  }
}
