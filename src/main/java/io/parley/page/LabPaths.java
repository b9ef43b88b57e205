package io.parley.page;

import io.parley.http.RawTarget;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.net.MalformedURLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The paths that the lab may ask: those of endpoints, and those where nothing is. Any other path
 * has a resource that a handshake does not open, and that the lab must not fetch for a visitor.
 *
 * @param endpoint whether a path has an endpoint
 */
record LabPaths(ServletContext context, Predicate<String> endpoint) implements Predicate<String> {
  @Override
  public boolean test(String path) {
    return endpoint.test(path) || (isSimple(path) && !hasResource(path));
  }

  /** Whether every server takes it for the same path, below this application. */
  private static boolean isSimple(String path) {
    Optional<List<String>> segments = RawTarget.segments(path);
    return segments.isPresent()
        && segments.get().stream().noneMatch(segment -> segment.matches("(?s).*[/\\\\;%].*"))
        && segments.get().stream().limit(segments.get().size() - 1).noneMatch(String::isEmpty);
  }

  private boolean hasResource(String path) {
    String decoded = "/" + String.join("/", RawTarget.segments(path).orElseThrow());
    return isMapped(decoded) || isFile(decoded);
  }

  private boolean isMapped(String path) {
    return context.getServletRegistrations().values().stream()
        .map(ServletRegistration::getMappings)
        .anyMatch(mappings -> mappings.stream().anyMatch(mapping -> covers(mapping, path)));
  }

  /**
   * Whether a mapping other than the container's own for files covers a path (Servlet 6.0 12.2).
   */
  private static boolean covers(String mapping, String path) {
    boolean prefix = mapping.endsWith("/*") && mapping.length() > 2;
    String base = prefix ? mapping.substring(0, mapping.length() - 2) : mapping;
    return path.equals(base) || (prefix && path.startsWith(base + "/"));
  }

  private boolean isFile(String path) {
    try {
      return context.getResource(path) != null;
    } catch (MalformedURLException unusable) {
      return false;
    }
  }
}
