package io.parley.container.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A WAR's files in a folder. */
record Exploded(Path root) {

  static Exploded of(Path war, Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(war);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    return new Exploded(folder);
  }

  private Path ownClasses() {
    return root.resolve("WEB-INF/classes");
  }

  List<URL> classPath() throws IOException {
    List<URL> urls = new ArrayList<>(List.of(ownClasses().toUri().toURL()));
    try (Stream<Path> jars = Files.list(root.resolve("WEB-INF/lib"))) {
      for (Path jar : jars.toList()) {
        urls.add(jar.toUri().toURL());
      }
    }
    return urls;
  }

  /** All of {@code WEB-INF/classes}. */
  List<Class<?>> classes(ClassLoader loader) throws IOException {
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ownClasses())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = ownClasses().relativize(file).toString();
        classes.add(load(loader, name.replace('/', '.').replaceFirst("\\.class$", "")));
      }
    }
    return classes;
  }

  private static Class<?> load(ClassLoader loader, String name) throws IOException {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException missing) {
      throw new IOException(missing);
    }
  }
}
