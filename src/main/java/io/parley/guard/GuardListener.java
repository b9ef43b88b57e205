package io.parley.guard;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.List;

/**
 * Puts paths of a guest's web application under the guard's care. It deploys nothing by itself:
 * name it in a {@code <listener>} of web.xml, or extend it and say {@code @WebListener}. The
 * endpoints on those paths name {@link GuardedConfigurator}. Requests for other paths pass by.
 */
public class GuardListener implements ServletContextListener {

  /**
   * Fails the deployment on a bad context parameter.
   *
   * @throws IllegalArgumentException with one line that names it
   * @throws IllegalStateException if the application has a guard already
   */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    HandshakeFilter.register(context, Guard.only(routes(context)));
  }

  /**
   * The paths, each with its policy; asked once. Here: those of the context parameters {@code
   * parley.guard.*}, all with one policy.
   *
   * @throws IllegalArgumentException with one line that names a bad parameter
   */
  protected List<Route> routes(ServletContext context) {
    return GuardParameters.of(context).routes();
  }
}
