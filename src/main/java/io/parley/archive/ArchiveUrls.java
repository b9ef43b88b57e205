package io.parley.archive;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLStreamHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The URLs of files in memory: {@code archive:/1/WEB-INF/lib/some.jar!/some/file}, where 1 is the
 * place of the archive.
 */
public final class ArchiveUrls {
  /**
   * Of every such URL; the last part of this package's name, by which the JDK finds the handler.
   */
  public static final String SCHEME = "archive";

  private static final String PACKAGES = "java.protocol.handler.pkgs";
  private static final String INSIDE = "!/";
  private static final URLStreamHandler HANDLER = new Handler();
  private static final AtomicInteger PLACES = new AtomicInteger();
  private static final Map<String, Archive> ARCHIVES = new ConcurrentHashMap<>();

  private ArchiveUrls() {}

  /**
   * A file, or a folder, of a published archive; it need not exist.
   *
   * @param path of the archive
   * @param file within it
   */
  public record Located(String path, Archive archive, String file) {}

  /** Lets {@code new URL} know the scheme, in the whole JVM. */
  public static void install() {
    String own = ArchiveUrls.class.getPackageName().replaceFirst("\\.[^.]*$", "");
    String known = System.getProperty(PACKAGES, "");
    if (Stream.of(known.split("\\|")).noneMatch(own::equals)) {
      System.setProperty(PACKAGES, known.isEmpty() ? own : known + "|" + own);
    }
  }

  /** A place for archives that nobody else has. */
  public static String newPlace() {
    return "/" + PLACES.incrementAndGet() + "/";
  }

  /** Lets the URLs of an archive's files lead to them; returns the archive's path. */
  public static String publish(String place, Archive archive) {
    String path = place + archive.name();
    ARCHIVES.put(path, archive);
    return path;
  }

  /** Forgets all archives of a place. */
  public static void withdraw(String place) {
    ARCHIVES.keySet().removeIf(path -> path.startsWith(place));
  }

  /** The URL of an archive's root. */
  static URL url(String path) {
    return make(path);
  }

  /**
   * The URL of a file.
   *
   * @param path of its archive
   * @param file empty for the archive's root
   */
  public static URL url(String path, String file) {
    return make(path + INSIDE + file);
  }

  private static URL make(String path) {
    try {
      return new URL(null, new URI(SCHEME, null, path, null).toASCIIString(), HANDLER);
    } catch (URISyntaxException | MalformedURLException e) {
      throw new IllegalStateException("no URL of " + path, e);
    }
  }

  /** Where a URL leads; empty where its archive is not published. */
  public static Optional<Located> locate(URI uri) {
    String whole = Optional.ofNullable(uri.getPath()).orElse("");
    int inside = whole.indexOf(INSIDE);
    String path = inside < 0 ? whole : whole.substring(0, inside);
    String file = inside < 0 ? "" : whole.substring(inside + INSIDE.length());
    return Optional.ofNullable(ARCHIVES.get(path)).map(found -> new Located(path, found, file));
  }
}
