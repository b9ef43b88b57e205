package io.parley.server;

import io.parley.archive.Archive;
import io.parley.archive.ArchiveClassLoader;
import io.parley.archive.ArchiveUrls;
import io.parley.archive.WarFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.resource.Resources;

/**
 * The web application's part of a WAR. Once it is held in memory, it stays complete even if the
 * file or a temporary folder disappears.
 */
final class WarContent implements AutoCloseable {
  private static final String LAUNCHER = "io/";
  private static final String LAUNCH_JARS = "WEB-INF/launch/";
  private static final String LIBRARIES = "WEB-INF/lib/";
  private static final String CLASSES = "WEB-INF/classes/";

  /** The packages whose classes have annotations for the container. */
  private static final List<String> ANNOTATED = List.of("io/parley/app/", "io/parley/endpoint/");

  private final WarFile war;
  private final String place = ArchiveUrls.newPlace();
  private final Archive files;
  private final List<Archive> libraries;

  private WarContent(WarFile war, Archive files, List<Archive> libraries) {
    this.war = war;
    this.files = files;
    this.libraries = libraries;
  }

  static WarContent of(WarFile war) throws IOException {
    return new WarContent(
        war, war.files(WarContent::served), war.jars(LIBRARIES, NativeCode::mayBeNeeded));
  }

  private static boolean served(String name) {
    return !name.startsWith(LAUNCHER)
        && !name.startsWith(LAUNCH_JARS)
        && !name.startsWith(LIBRARIES);
  }

  /** The class loader of the application's classes, then its libraries. */
  ArchiveClassLoader classes(ClassLoader parent) {
    List<Archive> archives = new ArrayList<>(List.of(files.below(CLASSES)));
    archives.addAll(libraries);
    return ArchiveClassLoader.application(archives, parent);
  }

  /**
   * The pages. The classes folder comes from the WAR file, because Jetty looks for annotations in
   * files only; it has the packages alone that have any, since Jetty parses all classes of it.
   *
   * @param start closed once the application has started
   */
  Resource pages(ResourceFactory start) {
    String path = ArchiveUrls.publish(place, files);
    Resource classes = start.newJarFileResource(war.path().toUri()).resolve(CLASSES);
    String folder = CLASSES.substring(0, CLASSES.length() - 1);
    return WarResource.of(
        path, files, classes == null ? Map.of() : Map.of(folder, annotated(classes)));
  }

  /** All classes where the WAR is of another application. */
  private static Resource annotated(Resource classes) {
    List<Resource> packages =
        ANNOTATED.stream().map(classes::resolve).filter(Resources::exists).toList();
    return packages.isEmpty() ? classes : ResourceFactory.combine(packages);
  }

  @Override
  public void close() {
    ArchiveUrls.withdraw(place);
  }
}
