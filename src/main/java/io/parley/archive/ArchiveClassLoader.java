package io.parley.archive;

import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes.Name;
import java.util.stream.Stream;

/** Loads classes and resources from archives in memory. */
public final class ArchiveClassLoader extends ClassLoader implements AutoCloseable {
  private static final String OWN = ArchiveClassLoader.class.getPackageName() + ".";

  static {
    registerAsParallelCapable();
  }

  private final String place = ArchiveUrls.newPlace();
  private final List<Source> sources;
  private final boolean first;

  /** An archive, and what its classes are to know of it. */
  private record Source(
      Archive archive, String path, JarAttributes attributes, ProtectionDomain domain) {
    Optional<ArchiveEntry> find(String file) {
      return archive.find(file);
    }
  }

  private ArchiveClassLoader(List<Archive> archives, ClassLoader parent, boolean first) {
    super(parent);
    this.sources = archives.stream().map(this::source).toList();
    this.first = first;
  }

  /** Of a program: what its parent has, it takes from there. */
  public static ArchiveClassLoader program(List<Archive> archives, ClassLoader parent) {
    return new ArchiveClassLoader(archives, parent, false);
  }

  /**
   * Of a web application: what it has itself, it takes from nowhere else (Servlet 6.0, 10.7.2), the
   * classes of Java and Jakarta EE apart.
   */
  public static ArchiveClassLoader application(List<Archive> archives, ClassLoader parent) {
    return new ArchiveClassLoader(archives, parent, true);
  }

  private Source source(Archive archive) {
    String path = ArchiveUrls.publish(place, archive);
    CodeSource code = new CodeSource(ArchiveUrls.url(path), (Certificate[]) null);
    ProtectionDomain domain = new ProtectionDomain(code, null, this, null);
    return new Source(archive, path, JarAttributes.of(archive), domain);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!first || name.startsWith("java.") || name.startsWith("jakarta.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      Optional<Source> source = sourceOf(name);
      return source.isPresent() ? define(name, source.get()) : super.loadClass(name, resolve);
    }
  }

  /** The classes of this package are one and the same in all of the process. */
  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(OWN)) {
      return ArchiveClassLoader.class.getClassLoader().loadClass(name);
    }
    return define(name, sourceOf(name).orElseThrow(() -> new ClassNotFoundException(name)));
  }

  private Optional<Source> sourceOf(String className) {
    String file = file(className);
    return sources.stream().filter(source -> source.find(file).isPresent()).findFirst();
  }

  private static String file(String className) {
    return className.replace('.', '/') + ".class";
  }

  private Class<?> define(String name, Source source) {
    byte[] bytes = source.find(file(name)).orElseThrow().bytes();
    int end = name.lastIndexOf('.');
    if (end > 0) {
      definePackage(name.substring(0, end), source.attributes);
    }
    return defineClass(name, bytes, 0, bytes.length, source.domain);
  }

  private void definePackage(String name, JarAttributes jar) {
    try {
      if (getDefinedPackage(name) == null) {
        definePackage(
            name,
            jar.value(Name.SPECIFICATION_TITLE).orElse(null),
            jar.value(Name.SPECIFICATION_VERSION).orElse(null),
            jar.value(Name.SPECIFICATION_VENDOR).orElse(null),
            jar.value(Name.IMPLEMENTATION_TITLE).orElse(null),
            jar.value(Name.IMPLEMENTATION_VERSION).orElse(null),
            jar.value(Name.IMPLEMENTATION_VENDOR).orElse(null),
            null);
      }
    } catch (IllegalArgumentException e) {
      // Another thread was faster, and said the same.
      assert getDefinedPackage(name) != null;
    }
  }

  @Override
  public URL getResource(String name) {
    return first
        ? Optional.ofNullable(findResource(name)).orElseGet(() -> super.getResource(name))
        : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!first) {
      return super.getResources(name);
    }
    Stream<URL> others = Collections.list(getParent().getResources(name)).stream();
    return Collections.enumeration(Stream.concat(urls(name), others).toList());
  }

  @Override
  protected URL findResource(String name) {
    return urls(name).findFirst().orElse(null);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    return Collections.enumeration(urls(name).toList());
  }

  private Stream<URL> urls(String name) {
    return sources.stream()
        .filter(source -> source.find(name).isPresent())
        .map(source -> ArchiveUrls.url(source.path, name));
  }

  /** Its URLs lead nowhere from then on. */
  @Override
  public void close() {
    ArchiveUrls.withdraw(place);
  }
}
