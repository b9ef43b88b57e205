package io.parley.page;

import io.parley.http.ListenerPort;
import io.parley.journal.Journal;
import io.parley.worker.Workers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.net.MalformedURLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Registers the pages in the servlet container. */
public final class Pages {
  private static final List<Map.Entry<String, String>> OPERATOR_PAGES =
      List.of(
          Map.entry("operator", "/operator.html"),
          Map.entry("handshakes", "/handshakes.html"),
          Map.entry("lab", "/lab.html"));

  private static final Map.Entry<String, String> DOCUMENTS = Map.entry("documents", "/docs/");

  private Pages() {}

  /**
   * What the pages need.
   *
   * @param ports of the server's own listeners; empty in a container that Parley did not start
   * @param operators decides who sees what concerns all visitors
   * @param workers run the lab's connections
   */
  public record Subject(
      Set<ListenerPort> ports,
      Journal journal,
      OperatorAccess operators,
      LabTargets labTargets,
      OperatorConsole console,
      Workers workers) {}

  /**
   * Registers the security headers, the pages, the handshakes and the 404 page. Its filters run
   * after all others, including the guard's.
   */
  public static void register(ServletContext context, Subject subject) {
    registerFilters(context, subject);
    var handshakesServlet = new HandshakesServlet(subject.journal(), subject.operators());
    context.addServlet("handshakes", handshakesServlet).addMapping(HandshakesServlet.PATTERN);
    registerLab(context, subject);
    var operatorAccess = new OperatorAccessServlet(subject.operators());
    context.addServlet("operatorAccess", operatorAccess).addMapping(OperatorAccessServlet.PATTERN);
    var consoleServlet = subject.operators().protect(new ConsoleServlet(subject.console()));
    context.addServlet("operator", consoleServlet).addMapping(ConsoleServlet.PATTERN);
    var membersServlet = subject.operators().protect(new MembersServlet(subject.console()));
    context.addServlet("members", membersServlet).addMapping(MembersServlet.PATTERN);
    context.addServlet("problems", new ProblemsServlet()).addMapping(ProblemsServlet.PATTERN);
    context.addServlet("documents", new DocumentsServlet()).addMapping(DocumentsServlet.PATTERN);
    // The executable WAR has its launcher's classes at the root; a folder must not be listed.
    context
        .addServlet("notFound", new NotFoundServlet())
        .addMapping(NotFoundServlet.FILE, "/io/*", "/page/");
  }

  /**
   * Returns the pages that are on and may be of interest at the start, each with its name and its
   * path. Call it after {@link #register}.
   */
  public static List<Map.Entry<String, String>> on(
      ServletContext context, OperatorAccess operators) {
    Stream<Map.Entry<String, String>> operatorPages =
        operators.isOn() ? OPERATOR_PAGES.stream() : Stream.of();
    return Stream.concat(operatorPages, Stream.of(DOCUMENTS))
        .filter(page -> exists(context, page.getValue()))
        .toList();
  }

  private static boolean exists(ServletContext context, String path) {
    try {
      return context.getResource(path) != null
          || context.getServletRegistrations().values().stream()
              .anyMatch(servlet -> servlet.getMappings().contains(path + "*"));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void registerLab(ServletContext context, Subject subject) {
    var webSockets = new LabWebSockets(subject.workers());
    var lab = new LabServlet(subject.labTargets(), subject.journal(), subject.ports(), webSockets);
    var frames = new LabFramesServlet(webSockets);
    var operators = subject.operators();
    context.addServlet("lab", operators.protect(lab)).addMapping(LabServlet.PATTERN);
    context.addServlet("labFrames", operators.protect(frames)).addMapping(LabFramesServlet.PATTERN);
  }

  private static void registerFilters(ServletContext context, Subject subject) {
    var fields = context.addFilter("pageFields", new SecurityHeadersFilter(subject.ports()));
    fields.setAsyncSupported(true);
    // ERROR as well: some containers clear the headers before an error page.
    var dispatches = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR);
    fields.addMappingForUrlPatterns(dispatches, true, "/*");
    var assets = new FutureTask<>(() -> WebAssets.of(context));
    var filter = new WebAssetsFilter(assets, Instant.now());
    var files = context.addFilter("pageFiles", filter);
    files.setAsyncSupported(true);
    files.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }
}
