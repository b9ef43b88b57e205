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

  /** An archive with what is needed to define its classes. */
  private static final class Source {
    private final Archive archive;
    private final String path;
    private final ProtectionDomain domain;

    /** Read when a package is defined first. */
    private volatile Optional<JarAttributes> attributes = Optional.empty();

    Source(Archive archive, String path, ProtectionDomain domain) {
      this.archive = archive;
      this.path = path;
      this.domain = domain;
    }

    Optional<ArchiveEntry> find(String file) {
      return archive.find(file);
    }

    JarAttributes attributes() {
      JarAttributes read = attributes.orElseGet(() -> JarAttributes.of(archive));
      attributes = Optional.of(read);
      return read;
    }
  }

  private ArchiveClassLoader(List<Archive> archives, ClassLoader parent, boolean first) {
    super(parent);
    this.sources = archives.stream().map(this::source).toList();
    this.first = first;
  }

  /** Returns the class loader of a program; it delegates to its parent first. */
  public static ArchiveClassLoader program(List<Archive> archives, ClassLoader parent) {
    return new ArchiveClassLoader(archives, parent, false);
  }

  /**
   * Returns the class loader of a web application. It prefers the application's classes to its
   * parent's (Servlet 6.0, 10.7.2), except those of Java and Jakarta EE.
   */
  public static ArchiveClassLoader application(List<Archive> archives, ClassLoader parent) {
    return new ArchiveClassLoader(archives, parent, true);
  }

  private Source source(Archive archive) {
    String path = ArchiveUrls.publish(place, archive);
    CodeSource code = new CodeSource(ArchiveUrls.url(path), (Certificate[]) null);
    ProtectionDomain domain = new ProtectionDomain(code, null, this, null);
    return new Source(archive, path, domain);
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

  /** Classes of this package are the same in the whole process. */
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
      definePackage(name.substring(0, end), source);
    }
    return defineClass(name, bytes, 0, bytes.length, source.domain);
  }

  private void definePackage(String name, Source source) {
    try {
      if (getDefinedPackage(name) == null) {
        JarAttributes jar = source.attributes();
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
      // Another thread defined the same package first.
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

  /** Invalidates the URLs of its files. */
  @Override
  public void close() {
    ArchiveUrls.withdraw(place);
  }
}
