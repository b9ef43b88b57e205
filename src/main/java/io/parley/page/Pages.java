package io.parley.page;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;

/** What the pages need of the container. */
public final class Pages {
  private Pages() {}

  /**
   * Registers the fields of every page and what is not to be found. Behind every filter registered
   * so far and later, the guard's too.
   *
   * @param ports of the server's own connectors; empty in a container that Parley did not start
   */
  public static void register(ServletContext context, Set<Integer> ports) {
    var fields = context.addFilter("pageFields", new PageFields(ports));
    fields.setAsyncSupported(true);
    // ERROR as well: some containers clear the fields when they turn to an error page.
    var dispatches = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR);
    fields.addMappingForUrlPatterns(dispatches, true, "/*");
    // The executable WAR has its launcher's classes at the root; a folder must not be listed.
    context
        .addServlet("notFound", new NotFoundPage())
        .addMapping(NotFoundPage.FILE, "/io/*", "/page/");
  }
}
