package io.parley.guard;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.List;

/**
 * Protects paths of another web application with a guard. It is not registered by itself: name it
 * in a {@code <listener>} of web.xml, or extend it with {@code @WebListener}. The endpoints on
 * those paths use {@link GuardedConfigurator}. Requests for other paths pass unchecked.
 */
public class GuardListener implements ServletContextListener {

  /**
   * Registers the guard, or fails the deployment on a bad context parameter.
   *
   * @throws IllegalArgumentException with one line that names the parameter
   * @throws IllegalStateException if the application has a guard already
   */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    HandshakeFilter.register(
        context, Guard.only(routes(context)).authenticatedBy(authenticator(context)));
  }

  /**
   * The paths, each with its policy; called once. By default, those of the context parameters
   * {@code parley.guard.*}, all with one policy.
   *
   * @throws IllegalArgumentException with one line that names a bad parameter
   */
  protected List<Route> routes(ServletContext context) {
    return GuardParameters.of(context).routes();
  }

  /**
   * Authenticates the clients of all paths; called once. By default, the container does.
   *
   * @param context the web application's, for its attributes and parameters
   */
  protected Authenticator authenticator(ServletContext context) {
    return new ContainerAuthenticator();
  }
}
