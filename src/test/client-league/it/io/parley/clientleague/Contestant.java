package io.parley.clientleague;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A client of the league.
 *
 * @param name as the prober's report names it
 * @param title as the page names it
 * @param command starts its driver, and is followed by the URL, the name, the first and the last
 *     case
 */
record Contestant(String name, String title, List<String> command) {
  private static final Path SOURCES = Path.of("src/test/client-league");
  private static final Path FOLDER = Path.of(System.getProperty("client-league.folder"));

  static List<Contestant> all() {
    return Stream.of(
            java("jdk", "JDK `HttpClient`"),
            java("jetty", "Jetty"),
            java("tyrus", "Tyrus"),
            java("java-websocket", "Java-WebSocket"),
            java("okhttp", "OkHttp"),
            java("nv-websocket-client", "nv-websocket-client"),
            java("netty", "Netty"),
            java("vertx", "Vert.x"),
            java("spring", "Spring on Tomcat's client"),
            java("spring-webflux", "Spring WebFlux on Reactor Netty"),
            node("ws", "npm `ws`"),
            node("undici", "npm `undici`"),
            node("websocket", "npm `websocket`"),
            node("faye-websocket", "npm `faye-websocket`"),
            python("websockets", "Python `websockets`"),
            python("aiohttp", "Python `aiohttp`"),
            python("websocket-client", "Python `websocket-client`"),
            python("tornado", "Python `tornado`"),
            python("curl", "libcurl"),
            browser("chromium", "Chromium"),
            browser("firefox-esr", "Firefox ESR"))
        .toList();
  }

  private static Contestant java(String name, String title) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path folder = FOLDER.resolve(name);
    String path = folder.resolve("classes") + File.pathSeparator + folder.resolve("*");
    return new Contestant(name, title, List.of(java, "-cp", path, "Driver"));
  }

  private static Contestant node(String name, String title) {
    return new Contestant(name, title, List.of("node", FOLDER + "/js/" + name + ".js"));
  }

  private static Contestant python(String name, String title) {
    String driver = name.replace('-', '_') + "_driver.py";
    Path path = SOURCES.resolve("python").resolve(driver);
    return new Contestant(name, title, List.of("/usr/bin/python3", "-B", path.toString()));
  }

  private static Contestant browser(String name, String title) {
    return new Contestant(name, title, List.of("node", FOLDER + "/js/browser.js", name));
  }

  ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LIBCURL", System.getProperty("client-league.libcurl"));
    return builder;
  }
}
