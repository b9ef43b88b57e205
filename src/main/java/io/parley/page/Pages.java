package io.parley.page;

import io.parley.journal.Journal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;

/** What the pages need of the container. */
public final class Pages {
  /** Resources that only the operator gets to see, whoever answers them. */
  private static final String[] OPERATORS_ONLY = {LabServlet.PATTERN, "/metrics"};

  private Pages() {}

  /**
   * What the pages are about.
   *
   * @param ports of the server's own connectors; empty in a container that Parley did not start
   * @param operators who sees what concerns all visitors, the metrics too
   */
  public record Subject(
      Set<Integer> ports, Journal journal, OperatorAccess operators, LabTargets labTargets) {}

  /**
   * Registers the fields of every page, the handshakes, and what is not to be found. Behind every
   * filter registered so far and later, the guard's too.
   */
  public static void register(ServletContext context, Subject subject) {
    registerFilters(context, subject);
    var handshakesServlet = new HandshakesServlet(subject.journal(), subject.operators());
    context.addServlet("handshakes", handshakesServlet).addMapping(HandshakesServlet.PATTERN);
    var labServlet = new LabServlet(subject.labTargets(), subject.journal());
    context.addServlet("lab", labServlet).addMapping(LabServlet.PATTERN);
    context.addServlet("problems", new ProblemsServlet()).addMapping(ProblemsServlet.PATTERN);
    // The executable WAR has its launcher's classes at the root; a folder must not be listed.
    context
        .addServlet("notFound", new NotFoundServlet())
        .addMapping(NotFoundServlet.FILE, "/io/*", "/page/");
  }

  private static void registerFilters(ServletContext context, Subject subject) {
    var fields = context.addFilter("pageFields", new SecurityHeadersFilter(subject.ports()));
    fields.setAsyncSupported(true);
    // ERROR as well: some containers clear the fields when they turn to an error page.
    var dispatches = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR);
    fields.addMappingForUrlPatterns(dispatches, true, "/*");
    var operators = context.addFilter("operators", new OperatorFilter(subject.operators()));
    operators.setAsyncSupported(true);
    operators.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, OPERATORS_ONLY);
  }
}
