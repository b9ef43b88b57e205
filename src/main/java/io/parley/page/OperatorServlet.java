package io.parley.page;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A servlet that only the operator reaches, on whatever path it is registered. It refuses anyone
 * else, so that the servlet itself need not check.
 */
final class OperatorServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient OperatorAccess access;
  private final transient Servlet servlet;

  OperatorServlet(OperatorAccess access, Servlet servlet) {
    this.access = access;
    this.servlet = servlet;
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    servlet.init(config);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (access.admits(request, response)) {
      servlet.service(request, response);
    }
  }

  @Override
  public void destroy() {
    servlet.destroy();
  }
}
