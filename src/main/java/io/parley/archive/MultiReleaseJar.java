package io.parley.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;

/**
 * Resolves jars that have other classes for newer JVMs (JAR file specification, "Multi-release
 * JAR").
 */
final class MultiReleaseJar {
  private static final String VERSIONS = "META-INF/versions/";
  private static final int FIRST = 9;

  private MultiReleaseJar() {}

  /** Returns the archive as this JVM has to see it. */
  static Archive of(Archive archive) {
    boolean multi =
        JarAttributes.of(archive).value(Attributes.Name.MULTI_RELEASE).equals(Optional.of("true"));
    return multi ? archive.with(newest(archive)) : archive;
  }

  private static Map<String, ArchiveEntry> newest(Archive archive) {
    Map<String, ArchiveEntry> newest = new HashMap<>();
    for (int version = FIRST; version <= Runtime.version().feature(); version++) {
      String folder = VERSIONS + version + "/";
      archive.names().stream()
          .filter(name -> name.startsWith(folder))
          .forEach(
              name ->
                  newest.put(name.substring(folder.length()), archive.find(name).orElseThrow()));
    }
    return newest;
  }
}
