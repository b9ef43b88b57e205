package io.parley.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.guard.GuardedConfigurator;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says where the guard's classes come from. */
@WebServlet({"/page", "/both"})
public final class GuestPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] where =
        GuardedConfigurator.class.getProtectionDomain().getCodeSource().toString().getBytes(UTF_8);
    response.setContentLength(where.length);
    response.getOutputStream().write(where);
  }
}
