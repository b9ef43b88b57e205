package io.parley.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    Map<String, ArchiveEntry> newest = newest(archive);
    return newest.isEmpty() || !isMultiRelease(archive) ? archive : archive.with(newest);
  }

  private static boolean isMultiRelease(Archive archive) {
    return JarAttributes.of(archive)
        .value(Attributes.Name.MULTI_RELEASE)
        .equals(Optional.of("true"));
  }

  private static Map<String, ArchiveEntry> newest(Archive archive) {
    Map<Integer, Map<String, ArchiveEntry>> versions = new TreeMap<>();
    for (String name : archive.names()) {
      if (name.startsWith(VERSIONS)) {
        add(name, archive.find(name).orElseThrow(), versions);
      }
    }
    Map<String, ArchiveEntry> newest = new HashMap<>();
    versions.values().forEach(newest::putAll);
    return newest;
  }

  /** Adds a file to those of its version, unless that is none or newer than this JVM. */
  private static void add(
      String name, ArchiveEntry file, Map<Integer, Map<String, ArchiveEntry>> versions) {
    int end = name.indexOf('/', VERSIONS.length());
    String version = name.substring(VERSIONS.length(), Math.max(VERSIONS.length(), end));
    if (version.matches("[1-9][0-9]{0,3}")) {
      int number = Integer.parseInt(version);
      if (number >= FIRST && number <= Runtime.version().feature()) {
        versions.computeIfAbsent(number, any -> new HashMap<>()).put(name.substring(end + 1), file);
      }
    }
  }
}
