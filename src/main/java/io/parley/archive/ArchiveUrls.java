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
 * Publishes files in memory under URLs: {@code archive:/1/WEB-INF/lib/some.jar!/some/file}, where 1
 * is the place of the archive.
 */
public final class ArchiveUrls {
  /**
   * The scheme of every such URL. It is the last part of this package's name, by which the JDK
   * finds the handler.
   */
  public static final String SCHEME = "archive";

  private static final String PACKAGES = "java.protocol.handler.pkgs";
  private static final String INSIDE = "!/";
  private static final URLStreamHandler HANDLER = new Handler();
  private static final AtomicInteger PLACES = new AtomicInteger();
  private static final Map<String, Archive> ARCHIVES = new ConcurrentHashMap<>();

  private ArchiveUrls() {}

  /**
   * A file or folder of a published archive; it need not exist.
   *
   * @param path of the archive
   * @param file within it
   */
  public record Located(String path, Archive archive, String file) {}

  /** Registers the scheme for {@code new URL}, in the whole JVM. */
  public static void install() {
    String own = ArchiveUrls.class.getPackageName().replaceFirst("\\.[^.]*$", "");
    String known = System.getProperty(PACKAGES, "");
    if (Stream.of(known.split("\\|")).noneMatch(own::equals)) {
      System.setProperty(PACKAGES, known.isEmpty() ? own : known + "|" + own);
    }
  }

  /** Returns a new unique place for archives. */
  public static String newPlace() {
    return "/" + PLACES.incrementAndGet() + "/";
  }

  /** Publishes an archive, so that the URLs of its files work; returns the archive's path. */
  public static String publish(String place, Archive archive) {
    String path = place + archive.name();
    ARCHIVES.put(path, archive);
    return path;
  }

  /** Withdraws all archives of a place. */
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

  /** Returns the file of a URL; empty where its archive is not published. */
  public static Optional<Located> locate(URI uri) {
    String whole = Optional.ofNullable(uri.getPath()).orElse("");
    int inside = whole.indexOf(INSIDE);
    String path = inside < 0 ? whole : whole.substring(0, inside);
    String file = inside < 0 ? "" : whole.substring(inside + INSIDE.length());
    return Optional.ofNullable(ARCHIVES.get(path)).map(found -> new Located(path, found, file));
  }
}
