package io.parley.page;

import io.parley.http.ListenerPort;
import io.parley.journal.Journal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;

/** Registers the pages in the servlet container. */
public final class Pages {
  private Pages() {}

  /**
   * What the pages need.
   *
   * @param ports of the server's own listeners; empty in a container that Parley did not start
   * @param operators decides who sees what concerns all visitors
   */
  public record Subject(
      Set<ListenerPort> ports, Journal journal, OperatorAccess operators, LabTargets labTargets) {}

  /**
   * Registers the security headers, the handshakes and the 404 page. Its filters run after all
   * others, including the guard's.
   */
  public static void register(ServletContext context, Subject subject) {
    registerFilters(context, subject);
    var handshakesServlet = new HandshakesServlet(subject.journal(), subject.operators());
    context.addServlet("handshakes", handshakesServlet).addMapping(HandshakesServlet.PATTERN);
    var labServlet = new LabServlet(subject.labTargets(), subject.journal());
    var operatorsLab = subject.operators().protect(labServlet);
    context.addServlet("lab", operatorsLab).addMapping(LabServlet.PATTERN);
    var operatorAccess = new OperatorAccessServlet(subject.operators());
    context.addServlet("operatorAccess", operatorAccess).addMapping(OperatorAccessServlet.PATTERN);
    context.addServlet("problems", new ProblemsServlet()).addMapping(ProblemsServlet.PATTERN);
    // The executable WAR has its launcher's classes at the root; a folder must not be listed.
    context
        .addServlet("notFound", new NotFoundServlet())
        .addMapping(NotFoundServlet.FILE, "/io/*", "/page/");
  }

  private static void registerFilters(ServletContext context, Subject subject) {
    var fields = context.addFilter("pageFields", new SecurityHeadersFilter(subject.ports()));
    fields.setAsyncSupported(true);
    // ERROR as well: some containers clear the headers before an error page.
    var dispatches = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR);
    fields.addMappingForUrlPatterns(dispatches, true, "/*");
  }
}
