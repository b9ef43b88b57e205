package io.parley.tool;

import io.parley.archive.WarFile;
import io.parley.server.ParleyServer;
import io.parley.settings.Option;
import io.parley.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parley's server in this JVM. It ignores the environment, and keeps no data unless told to. */
public final class RunningParley implements AutoCloseable {
  private final ParleyServer server;

  private RunningParley(ParleyServer server) {
    this.server = server;
  }

  /**
   * Returns once it serves the WAR that the build made.
   *
   * @param arguments pairs of a name with its dashes and a value, as on the command line
   */
  public static RunningParley start(String... arguments) throws Exception {
    return serve(war(), arguments);
  }

  /** Returns once it serves another WAR. */
  public static RunningParley serve(Path war, String... arguments) throws Exception {
    Map<String, List<String>> options = options(arguments);
    Settings settings = Settings.read(options, name -> Optional.empty(), name -> Optional.empty());
    ParleyServer server = new ParleyServer(WarFile.open(war), settings, options);
    server.start();
    return new RunningParley(server);
  }

  /** The WAR under test. */
  public static Path war() {
    return Path.of(System.getProperty("parley.war"));
  }

  /** The jar for guests under test. */
  public static Path guardJar() {
    return Path.of(System.getProperty("parley.guard"));
  }

  private static Map<String, List<String>> options(String... arguments) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].substring("--".length());
      options.computeIfAbsent(name, ignored -> new ArrayList<>()).add(arguments[i + 1]);
    }
    options.putIfAbsent("data", List.of("none"));
    if (PlainJetty.isOn()) {
      options.put(Option.PLAIN_JETTY.spelling(), List.of("true"));
    }
    return options;
  }

  /** The real port of the connector that was asked for at this place, from 0. */
  public int port(int index) {
    return server.ports().get(index);
  }

  /** What it would print to be opened in a browser. */
  public List<String> printed() {
    return server.urls();
  }

  /** Of the first connector. */
  public String url(String path) {
    return "http://localhost:" + port(0) + path;
  }

  @Override
  public void close() {
    server.close();
  }
}
