package io.parley.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * A container in this JVM that sees nothing of the test: the jars of its own folder, and the
 * classes that start it.
 */
final class Isolated implements Container {
  private static final String STARTERS = "io.parley.container.embedded.";

  private final Loader loader;
  private final Callable<?> server;

  private static final class Loader extends URLClassLoader {
    Loader(URL[] jars) {
      super(jars, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      return name.startsWith(STARTERS) ? defineStarter(name) : super.findClass(name);
    }

    private Class<?> defineStarter(String name) throws ClassNotFoundException {
      String file = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = Isolated.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  private Isolated(Loader loader, Callable<?> server) {
    this.loader = loader;
    this.server = server;
  }

  /** Returns once it serves the usual deployment. */
  static Isolated start(String jars, String starter, Path work) throws Exception {
    return start(jars, starter, work, Deployment.CONTEXTS, Deployment.contextParameters());
  }

  /**
   * Returns once it serves.
   *
   * @param jars is a folder below the one that the build copied them to
   * @param starter is the simple name of a class whose constructor takes the WAR, a work folder,
   *     the contexts and the context parameters
   */
  static Isolated start(
      String jars,
      String starter,
      Path work,
      List<String> contexts,
      Map<String, String> contextParameters)
      throws Exception {
    Loader loader = new Loader(urls(Deployment.folder().resolve(jars)));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Object server =
          loader
              .loadClass(STARTERS + starter)
              .getConstructor(Path.class, Path.class, List.class, Map.class)
              .newInstance(Deployment.war(), work, contexts, contextParameters);
      return new Isolated(loader, (Callable<?>) server);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] urls(Path folder) throws IOException {
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.map(Isolated::url).toArray(URL[]::new);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  @Override
  public int port() {
    return ((IntUnaryOperator) server).applyAsInt(1);
  }

  @Override
  public int http2Port() {
    return ((IntUnaryOperator) server).applyAsInt(2);
  }

  @Override
  public List<String> contexts() {
    return Deployment.CONTEXTS;
  }

  @Override
  public void stop() throws Exception {
    server.call();
    loader.close();
  }
}
