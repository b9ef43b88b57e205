package io.parley.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs a web application from classes of a test. */
public final class TinyWar implements AutoCloseable {
  private final Path file;
  private final ZipOutputStream zip;

  private TinyWar(Path file) throws IOException {
    this.file = file;
    this.zip = new ZipOutputStream(Files.newOutputStream(file));
  }

  /** An empty one; it can be used once it is closed. */
  public static TinyWar at(Path file) throws IOException {
    return new TinyWar(file);
  }

  /** Adds classes to {@code WEB-INF/classes}. */
  public TinyWar with(Class<?>... types) throws IOException {
    for (Class<?> type : types) {
      add(type.getPackageName(), Path.of(type.getResource(name(type)).getPath()));
    }
    return this;
  }

  /** Adds all classes of a package, some of which only it can name. */
  public TinyWar withPackageOf(Class<?> member) throws IOException {
    Path folder = Path.of(member.getResource(name(member)).getPath()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        add(member.getPackageName(), file);
      }
    }
    return this;
  }

  private static String name(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1) + ".class";
  }

  private void add(String packageName, Path file) throws IOException {
    String folder = "WEB-INF/classes/" + packageName.replace('.', '/') + "/";
    zip.putNextEntry(new ZipEntry(folder + file.getFileName()));
    Files.copy(file, zip);
  }

  /** Adds jars to {@code WEB-INF/lib}. */
  public TinyWar withJars(Path... jars) throws IOException {
    for (Path jar : jars) {
      zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + jar.getFileName()));
      Files.copy(jar, zip);
    }
    return this;
  }

  /** Adds a {@code web.xml} that holds these elements. */
  public TinyWar withDescriptor(String elements) throws IOException {
    zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
    String root = "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>";
    zip.write((root + elements + "</web-app>").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds files of one byte. */
  public TinyWar with(String... names) throws IOException {
    for (String name : names) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write('x');
    }
    return this;
  }

  /** Closes it. */
  public Path pack() throws IOException {
    close();
    return file;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
