package io.parley.league;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One server of the league.
 *
 * @param command starts it; it prints its port and ends when its standard input does
 */
record Entrant(String name, String version, List<String> command) {
  /** The argument that switches HTTP/2 on, where a server has it. */
  static final String HTTP_2 = "http2";

  private static final Pattern PORT = Pattern.compile("(?:ready at |localhost:)(\\d+)");
  private static final Path FOLDER = Path.of(System.getProperty("league.folder"));

  /** Over HTTP/1.1. */
  static List<Entrant> all() {
    return List.of(
        new Entrant(
            "Parley", "", List.of(java(), "-jar", System.getProperty("parley.war"), "--port", "0")),
        jetty(),
        tomcat(),
        newTomcat(),
        undertow(),
        java("Tyrus", "tyrus", TyrusEcho.class, "tyrus|grizzly|/jakarta/"),
        java("Netty", "netty", NettyEcho.class, "netty"),
        node("ws.old"),
        node("ws.new"));
  }

  /** Over HTTP/2, in cleartext. */
  static List<Entrant> overHttp2() {
    Entrant node =
        new Entrant("Node http2", nodeVersion(), List.of("node", FOLDER + "/http2-echo.js"));
    return List.of(
        jetty().withHttp2(),
        node,
        tomcat().withHttp2(),
        newTomcat().withHttp2(),
        undertow().withHttp2());
  }

  private Entrant withHttp2() {
    List<String> longer = new ArrayList<>(command);
    longer.add(HTTP_2);
    return new Entrant(name, version, List.copyOf(longer));
  }

  private static String nodeVersion() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.replaceAll("[^0-9.]", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entrant jetty() {
    return java("Jetty", "jetty", JettyEcho.class, "eclipse/jetty|slf4j|/jakarta/|ow2");
  }

  private static Entrant tomcat() {
    return java("Tomcat", "tomcat", TomcatEcho.class, "apache/tomcat|/jakarta/annotation");
  }

  private static Entrant undertow() {
    String jars = "undertow|jboss|smallrye|wildfly|/jakarta/";
    return java("Undertow", "undertow", UndertowEcho.class, jars);
  }

  private static Entrant java(String name, String property, Class<?> main, String jars) {
    Pattern wanted = Pattern.compile("test-classes|" + jars);
    String all = System.getProperty("java.class.path");
    String path =
        String.join(
            File.pathSeparator,
            Arrays.stream(all.split(File.pathSeparator, -1))
                .filter(each -> wanted.matcher(each).find())
                .toList());
    return new Entrant(
        name,
        System.getProperty("league." + property),
        List.of(java(), "-cp", path, main.getName(), FOLDER.toString()));
  }

  /** Its jars are apart from the class path, which has those of the older one. */
  private static Entrant newTomcat() {
    String version = System.getProperty("league.tomcat.new");
    Entrant older = java("Tomcat", "tomcat", TomcatEcho.class, "/jakarta/annotation");
    List<String> command = new ArrayList<>(older.command());
    String path = FOLDER.resolve("tomcat-" + version) + "/*" + File.pathSeparator + command.get(2);
    command.set(2, path);
    return new Entrant("Tomcat", version, List.copyOf(command));
  }

  private static Entrant node(String property) {
    String version = System.getProperty("league." + property);
    return new Entrant("ws", version, List.of("node", FOLDER + "/ws-" + version + "/ws-echo.js"));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** As a heading. */
  String title() {
    return version.isEmpty() ? name : name + " " + version;
  }

  /** Starts it and returns once it is ready. */
  Running start() throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(FOLDER.resolve(name + ".log").toFile()).start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return new Running(process, Integer.parseInt(port.group(1)));
      }
    }
    throw new IOException(title() + " did not start; see " + FOLDER.resolve(name + ".log"));
  }

  /** A server that is ready. */
  record Running(Process process, int port) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
      process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
      process.destroyForcibly();
    }
  }
}
